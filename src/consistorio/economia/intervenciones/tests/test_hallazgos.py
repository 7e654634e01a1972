"""What was found wrong with an invoice stops it, by any door, until who goes on says why; and the same invoice is never recognised twice."""

from __future__ import annotations

from functools import partial

import pytest

from consistorio.economia.facturas import acciones as facturas
from consistorio.economia.facturas import hallazgos
from consistorio.economia.facturas.models import Factura
from consistorio.economia.intervenciones import consultas
from consistorio.economia.intervenciones.acciones import FacturaPorIntervenir
from consistorio.economia.intervenciones.tests import escena
from consistorio.economia.intervenciones.tests.actos import D, interviene, motivos, obligacion
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.tributacion import acciones as tributacion
from consistorio.economia.tributacion.tipos import LineaSoportada
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Evento
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = pytest.mark.django_db


def _conforma(una: Factura, reloj: RelojDePrueba, a_pesar: str = "") -> None:
    marta = escenario.empleado("marta", reloj)
    facturas.conformar(actor=marta, factura_id=una.id, observaciones="", a_pesar=a_pesar, reloj=reloj)
    una.refresh_from_db()


def _asumidos(una: Factura) -> list[tuple[str, str]]:
    return list(una.pasos.filter(clase="asumida").order_by("dado_el", "id").values_list("motivo", "texto"))


def test_what_stops_an_invoice_is_answered_by_who_conforms_it_and_by_who_recognises_it(reloj: RelojDePrueba) -> None:
    una = escena.factura(reloj, "S-1", "500", total="650", conforma=False)
    for vacio in ("", "   "):
        with pytest.raises(DatosIncorrectos) as error:
            _conforma(una, reloj, vacio)
        assert "La base y los impuestos no dan ese total." in motivos(error)
        assert {uno.campo for uno in error.value.problemas} == {"a_pesar"}
    with pytest.raises(DatosIncorrectos) as error:
        _conforma(una, reloj, "x" * 2001)
    assert "como mucho 2000 letras" in motivos(error)
    una.refresh_from_db()
    assert (una.estado, _asumidos(una)) == ("remitida", [])
    _conforma(una, reloj, "Lleva un suplido de 45 euros.")
    assert (una.estado, _asumidos(una)) == ("conformada", [("importes", "Lleva un suplido de 45 euros.")])
    hecho = Evento.objects.get(tipo="facturas.hallazgos.asumidos", cadena=una.cadena)
    assert hecho.datos["motivos"] == ["importes"]
    escena.correr(reloj)
    una.refresh_from_db()
    assert una.conformidad_id is not None
    escena.firmado(una.conformidad_id, reloj)
    una.refresh_from_db()
    linea = escena.compromete(una, "650", reloj).lineas.get()
    vista = consultas.para_intervenir(una, en=hoy(reloj))
    assert (vista.propuesta, vista.problemas, vista.lista) == (linea, (), False)
    assert vista.visto.codigos == ("importes",)
    pedida = FacturaPorIntervenir(una.id, origen=linea.id)
    with pytest.raises(DatosIncorrectos) as error:
        interviene(reloj, pedida)
    assert "diga por qué sigue a pesar de eso" in motivos(error)
    assert not Operacion.objects.filter(factura_id=una.id).exists()
    interviene(reloj, FacturaPorIntervenir(una.id, origen=linea.id, a_pesar="El suplido consta en el albarán."))
    assert obligacion(una).importe == D("650.00")
    assert [texto for _motivo, texto in _asumidos(una)][1:] == ["El suplido consta en el albarán."]
    # The same by the door that only notes which operation recognised it
    otra = escena.factura(reloj, "S-2", "500", total="650", conforma=False)
    _conforma(otra, reloj, "Igual que la anterior.")
    assert otra.emisor is not None
    suya = presupuesto.gastar(
        actor=escenario.empleado("teresa", reloj),
        clase="O",
        cabecera=Cabecera(hoy(reloj), "Estudio"),
        lineas=[LineaPedida(D(650), origen=escena.compromete(otra, "650", reloj).lineas.get().id)],
        reloj=reloj,
    )
    teresa = escenario.empleado("teresa", reloj)
    anota = partial(facturas.contabilizar, actor=teresa, factura_id=otra.id, operacion_id=suya.id, reloj=reloj)
    with pytest.raises(DatosIncorrectos) as error:
        anota()
    assert "La base y los impuestos no dan ese total." in motivos(error)
    assert anota(a_pesar="Cuadra con su suplido.").estado == "contabilizada"


def test_the_same_invoice_is_never_conformed_nor_recognised_twice(reloj: RelojDePrueba) -> None:
    primera, segunda = (escena.factura(reloj, "D-1", conforma=False) for _vez in range(2))
    assert segunda.duplicada_de_id == primera.id
    assert hallazgos.de_factura(primera).detienen == (), "only the second one repeats"
    assert primera.codigo in hallazgos.de_factura(segunda).detienen[0]
    with pytest.raises(DatosIncorrectos) as error:
        _conforma(segunda, reloj)
    assert f"Es la misma que {primera.codigo}" in motivos(error)
    _conforma(segunda, reloj, "La primera es ilegible.")
    with pytest.raises(Conflicto, match=f"Es la misma que {segunda.codigo}"):
        _conforma(primera, reloj, "También.")
    # Two that were conformed before this was asked: neither is recognised
    Factura.objects.filter(id=primera.id).update(estado="conformada", conformada_el=reloj.ahora())
    primera.refresh_from_db()
    vistas = consultas.para_intervenir_varias([primera, segunda], en=hoy(reloj))
    assert [any("Es la misma que" in uno for uno in vista.problemas) for vista in vistas] == [True, True]
    for una in (primera, segunda):
        with pytest.raises(DatosIncorrectos) as error:
            interviene(reloj, FacturaPorIntervenir(una.id, aplicacion="920.22706", a_pesar="Sigue."))
        assert "Es la misma que" in motivos(error)
    marta = escenario.empleado("marta", reloj)
    facturas.rechazar(actor=marta, factura_id=primera.id, motivo="duplicada", texto="Ya la tenemos.", reloj=reloj)
    assert hallazgos.de_factura(segunda) == hallazgos.Visto(), "the other one is over"


def test_an_invoice_of_the_register_is_not_typed_again_with_its_vat(reloj: RelojDePrueba) -> None:
    una = escena.factura(reloj, "V-1", conforma=False)
    assert una.emisor is not None
    cabecera = Cabecera(hoy(reloj), "Estudio", tercero_id=una.emisor.persona_id, factura="v 1")
    soportar = partial(
        tributacion.soportar,
        actor=escenario.empleado("teresa", reloj),
        clase="ADO",
        cabecera=cabecera,
        lineas=[LineaSoportada(D(1000), D(21), "920.22706")],
        expedida=hoy(reloj),
        reloj=reloj,
    )
    with pytest.raises(DatosIncorrectos) as error:
        soportar()
    assert f"Está en el registro de facturas: es {una.codigo}" in motivos(error)
    assert not Operacion.objects.filter(factura="v 1").exists()
    marta = escenario.empleado("marta", reloj)
    facturas.rechazar(actor=marta, factura_id=una.id, motivo="precio", texto="No es el pactado.", reloj=reloj)
    assert soportar().operacion.importe == D("1210.00")
