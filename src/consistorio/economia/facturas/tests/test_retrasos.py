"""What is late goes up, and how long the town takes to pay."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from consistorio.cli.datos_demo.facturae import Pedida, factura
from consistorio.economia.facturas import acciones, consultas, tablas
from consistorio.economia.facturas.models import AvisoRetraso, PasoFactura
from consistorio.economia.facturas.morosidad import Cuantas
from consistorio.economia.facturas.tests.escena import firmar, gasto, llega, pagar
from consistorio.economia.facturas.trabajos import enviar_aviso, vigilar
from consistorio.economia.terceros.acciones import incorporar_documento, poner_bloqueo
from consistorio.economia.terceros.acciones.bloqueos import BloqueoPedido
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.tests.factories import un_pdf

pytestmark = pytest.mark.django_db


def test_what_is_held_by_an_embargo_is_not_of_the_average_period(
    casa_que_firma: Servidor, reloj: RelojDePrueba, intervencion: Actor, marta: Actor
) -> None:
    [una] = llega(firmar(factura(Pedida()), casa_que_firma), intervencion, reloj)
    acciones.conformar(actor=marta, factura_id=una.id, observaciones="", reloj=reloj)
    dia = hoy(reloj)
    assert [m.pendiente for m in consultas.pmp(desde=dia, hasta=dia)] == [Decimal("1210.00")] * 2
    assert una.emisor is not None
    tesoreria = escenario.empleado("fernando", reloj)
    orden = incorporar_documento(
        actor=tesoreria,
        tercero_id=una.emisor.id,
        flujo=io.BytesIO(un_pdf("embargo")),
        nombre="embargo.pdf",
        titulo="Diligencia de embargo",
        clase="traba",
        valido_hasta=None,
        reloj=reloj,
    )
    pedido = BloqueoPedido("embargo", orden.documento_id, dia, objeto=una.referencia)
    poner_bloqueo(actor=tesoreria, tercero_id=una.emisor.id, pedido=pedido, reloj=reloj)
    assert [m.pendiente for m in consultas.pmp(desde=dia, hasta=dia)] == [Decimal(0)]
    # What is held is owed all the same, by the law of arrears
    assert consultas.morosidad(desde=dia, hasta=dia)[0].pendientes_en_plazo == Cuantas(1, Decimal("1210.00"))


def test_an_invoice_asleep_in_its_section_is_owed_out_of_term(
    casa_que_firma: Servidor, reloj: RelojDePrueba, intervencion: Actor, marta: Actor
) -> None:
    """Nobody conformed it in 200 days: it is of no average period, and of the table of arrears from its entry."""
    hace = reloj.ahora() - timedelta(days=200)
    [una] = llega(firmar(factura(Pedida()), casa_que_firma), intervencion, reloj, entrada_el=hace)
    dia = hoy(reloj)
    periodo = {"desde": dia - timedelta(days=89), "hasta": dia}
    assert consultas.pmp(**periodo)[-1].pmp is None
    toda, de_areas = consultas.morosidad(**periodo)
    assert (toda.pendientes_fuera, toda.sin_conformar, toda.dias) == (
        *(Cuantas(1, Decimal("1210.00")), Cuantas(1, Decimal("1210.00"))),
        200,
    )
    assert de_areas == {"LA0009986": toda}
    assert [(f.id, d.entrada) for f, d in consultas.debidas_de("LA0009986", dia=dia, limite=9)] == [
        (una.id, dia - timedelta(days=200))
    ]
    assert consultas.debidas_de("", dia=dia, limite=9) == []
    # One of no unit yet is owed all the same, by nobody's area
    llega(firmar(factura(Pedida(numero="F-2", centros=())), casa_que_firma), intervencion, reloj, entrada_el=hace)
    toda, de_areas = consultas.morosidad(**periodo)
    assert (toda.sin_conformar.numero, sorted(de_areas), len(consultas.debidas_de("", dia=dia, limite=9))) == (
        *(2, ["", "LA0009986"]),
        1,
    )
    # Who heads the section finds it in its own list
    assert [(c.factura.id, c.relojes.en_conformidad) for c in consultas.atrasadas(marta, en=dia)] == [(una.id, 200)]
    # In term while both terms run, and late the day after
    ultimo, despues = dia - timedelta(days=140), dia - timedelta(days=139)
    assert consultas.morosidad(desde=ultimo, hasta=ultimo)[0].pendientes_en_plazo.numero == 2
    assert consultas.morosidad(desde=despues, hasta=despues)[0].pendientes_fuera.numero == 2


@pytest.mark.usefixtures("cuentas")
def test_what_is_late_goes_up_and_is_measured(
    casa_que_firma: Servidor, reloj: RelojDePrueba, intervencion: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    [lenta] = llega(firmar(factura(Pedida()), casa_que_firma), intervencion, reloj)
    [de_otra] = llega(
        firmar(factura(Pedida(numero="F-2", base="100.00", centros=())), casa_que_firma), intervencion, reloj
    )
    quien = {u: Empleado.objects.get(cuenta__usuario=u).id for u in ("marta", "carmen", "teresa")}
    reloj.avanzar(days=10)
    vigilar()
    vigilar()
    avisos = AvisoRetraso.objects.order_by("dado_el", "factura__numero").values_list(
        "factura__numero", "escalon", "a_quienes"
    )
    assert list(avisos) == [
        (1, "conformidad-10-unidad", [quien["marta"]]),
        (2, "conformidad-10-unidad", [quien["teresa"]]),  # of no unit: Intervención sees to it
    ]
    reloj.avanzar(days=21)
    vigilar()
    suyos = dict(lenta.avisos.values_list("escalon", "a_quienes"))
    assert suyos["conformidad-20-area"] == [quien["carmen"]]
    assert suyos["conformidad-30-intervencion"] == [quien["teresa"]]
    cartas: list[SimpleNamespace] = []
    monkeypatch.setattr(
        "consistorio.plataforma.cola.salidas.enviar_una_vez",
        lambda clave, **d: cartas.append(SimpleNamespace(clave=clave, **d)),
    )
    enviar_aviso(aviso_id=str(lenta.avisos.get(escalon="conformidad-20-area").id))
    [carta] = cartas
    assert carta.destino == "carmen@villaejemplo.example"
    assert "RCF-2026-000001" in carta.asunto
    assert "31 días" in carta.cuerpo
    intervencion, marta = escenario.empleado("teresa", reloj), escenario.empleado("marta", reloj)
    assert [(c.factura.id, c.relojes.tarde, c.la_tiene) for c in consultas.atrasadas(intervencion, en=hoy(reloj))] == [
        (lenta.id, "conformidad", "unidad"),
        (de_otra.id, "conformidad", "oficina_contable"),
    ]
    assert [c.factura.id for c in consultas.atrasadas(marta, en=hoy(reloj))] == [lenta.id]

    acciones.conformar(actor=marta, factura_id=lenta.id, observaciones="", reloj=reloj)
    conformada = hoy(reloj)
    assert [c.factura.id for c in consultas.atrasadas(intervencion, en=conformada)] == [de_otra.id]
    assert lenta.emisor is not None
    operacion = gasto(lenta.emisor.persona_id, "1210", reloj)
    acciones.contabilizar(actor=intervencion, factura_id=lenta.id, operacion_id=operacion.id, reloj=reloj)
    reloj.avanzar(days=40)
    pagar(operacion, reloj)
    de_la_unidad, todo = consultas.pmp(desde=conformada, hasta=hoy(reloj))
    assert (de_la_unidad.area, de_la_unidad.pagado, de_la_unidad.pmp) == (
        "LA0009986",
        Decimal("1210.00"),
        Decimal("40.00"),
    )
    assert todo.pmp == Decimal("40.00")
    assert tablas.pmp([de_la_unidad, todo]).filas[1] == ["Ayuntamiento", "1210,00", "40,00", "0,00", "", "40,00"]
    tabla, _de_areas = consultas.morosidad(desde=conformada, hasta=hoy(reloj))
    assert (tabla.pagadas_en_plazo.numero, tabla.pagadas_fuera) == (0, Cuantas(1, Decimal("1210.00")))
    reloj.avanzar(days=30)
    assert [c.factura.id for c in consultas.sin_obligacion(escenario.empleado("teresa", reloj), en=hoy(reloj))] == [
        de_otra.id
    ]
    assert PasoFactura.objects.filter(factura=de_otra).count() == 0
