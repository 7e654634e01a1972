"""The expense of an earlier year: its reason and its proof, whatever the door, unless it follows what was committed then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from consistorio.economia.carga.en_curso import cargando
from consistorio.economia.facturas import acciones as facturas
from consistorio.economia.gasto.tests import contrato
from consistorio.economia.intervenciones import consultas
from consistorio.economia.intervenciones.acciones import FacturaPorIntervenir
from consistorio.economia.intervenciones.tests import escena
from consistorio.economia.intervenciones.tests.actos import D, interviene, motivos, obligacion
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import GastoDeAntes, Operacion
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.economia.presupuesto.tipos import Cabecera, DeAntes, LineaDeFuturo, LineaPedida, Plurianual
from consistorio.economia.tributacion import acciones as tributacion
from consistorio.economia.tributacion.tipos import LineaSoportada
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = pytest.mark.django_db
ESTUDIOS = "920.22706"
EXENTA: dict[str, Any] = {"exento": "contrato_menor", "exento_por": "CM-7"}


def test_an_expense_of_an_earlier_year_says_why_whatever_the_door(reloj: RelojDePrueba) -> None:
    una = escena.factura(reloj, "F-25", "100", fecha=date(2025, 12, 20))
    teresa = escenario.empleado("teresa", reloj)
    assert una.emisor is not None
    assert una.conformidad_id is not None
    suya = Cabecera(hoy(reloj), "Estudio de 2025", tercero_id=una.emisor.persona_id)
    lineas = [LineaPedida(D(121), codigo=ESTUDIOS)]

    def gasta(cabecera: Cabecera) -> Operacion:
        return presupuesto.gastar(actor=teresa, clase="ADO", cabecera=cabecera, lineas=lineas, reloj=reloj)

    # From its page, also after what this year committed
    directa = FacturaPorIntervenir(una.id, aplicacion=ESTUDIOS, **EXENTA)
    de_este = FacturaPorIntervenir(una.id, origen=escena.compromete(una, "300", reloj).lineas.get().id)
    for pedida in (directa, de_este):
        with pytest.raises(DatosIncorrectos) as error:
            interviene(reloj, pedida)
        assert f"{una.codigo}: El gasto es de 2025 y no consta qué lo comprometió entonces" in motivos(error)
    # Nor is it ready to be marked with others: with two of them, each is named, and nothing is noted
    otra = escena.factura(reloj, "F-24", "50", fecha=date(2024, 5, 2))
    vistas = consultas.para_intervenir_varias([una, otra], en=hoy(reloj))
    assert [(vista.de_anio, vista.lista) for vista in vistas] == [(2025, False), (2024, False)]
    with pytest.raises(DatosIncorrectos) as error:
        interviene(reloj, de_este, FacturaPorIntervenir(otra.id, origen=de_este.origen))
    assert [f"{cual.codigo}: El gasto es de" in motivos(error) for cual in (una, otra)] == [True, True]
    # In the grid, by its number alone; and one with VAT, by the day that is in its book
    with pytest.raises(DatosIncorrectos) as error:
        gasta(replace(suya, factura="F-25"))
    assert [problema.campo for problema in error.value.problemas] == ["antes"]
    con_iva: dict[str, Any] = {"actor": teresa, "clase": "ADO", "expedida": date(2025, 12, 30), "reloj": reloj}
    con_iva |= {"lineas": [LineaSoportada(D(10), D(21), ESTUDIOS, sector="")]}
    with pytest.raises(DatosIncorrectos) as error:
        tributacion.soportar(cabecera=replace(suya, factura="F-26"), **con_iva)
    assert "El gasto es de 2025" in motivos(error)
    # By hand, once it was noted as an expense of this year
    sin_decirlo = gasta(suya)
    with pytest.raises(FaseIncompatible, match="La factura es de un gasto de 2025"):
        facturas.contabilizar(actor=teresa, factura_id=una.id, operacion_id=sin_decirlo.id, reloj=reloj)
    una.refresh_from_db()
    assert (una.estado, GastoDeAntes.objects.exists()) == ("conformada", False)
    # The reason is one of the table, with its proof; nothing but an obligation gives it
    acuerdo = DeAntes("extrajudicial", documento_id=una.conformidad_id)
    for antes, campo in (
        (DeAntes("extrajudicial"), "antes_prueba"),
        (DeAntes("con_dotacion"), "antes_prueba"),
        (DeAntes("compromiso"), "antes_prueba"),
        (DeAntes("compromiso", compromiso_id=sin_decirlo.id), "antes_prueba"),
        (DeAntes("porque sí"), "antes"),
    ):
        with pytest.raises(DatosIncorrectos) as error:
            gasta(replace(suya, antes=antes))
        assert [problema.campo for problema in error.value.problemas] == [campo], antes
    with pytest.raises(DatosIncorrectos, match="contabilizado"):
        presupuesto.retener(actor=teresa, clase="RC", cabecera=replace(suya, antes=acuerdo), lineas=lineas, reloj=reloj)
    interviene(reloj, replace(directa, antes=acuerdo))
    suyo = obligacion(una).control
    assert (suyo.gasto, suyo.exento_por, suyo.intervencion) == ("exento", "CM-7", "contabilizar")
    guardado = GastoDeAntes.objects.get(operacion=obligacion(una))
    assert (guardado.causa, guardado.documento_id) == ("extrajudicial", una.conformidad_id)
    assert GastoDeAntes.objects.get() == guardado
    with cargando():  # what another program recognised is not asked again
        assert tributacion.soportar(cabecera=replace(suya, factura="F-26"), **con_iva).operacion
    assert fallas() == []


def test_what_an_earlier_year_committed_needs_no_agreement(reloj: RelojDePrueba) -> None:
    seguida, nombrada, en_413 = (escena.factura(reloj, f"F-{n}", "100") for n in (1, 2, 3))
    teresa = escenario.empleado("teresa", reloj)
    assert seguida.emisor is not None
    quien = Cabecera(hoy(reloj), "Estudio", tercero_id=seguida.emisor.persona_id)
    inicia = escena.compromete(seguida, "200", reloj)
    presupuesto.anotar_futuro(
        actor=teresa,
        clase="AD",
        cabecera=quien,
        lineas=[LineaDeFuturo(D(121), 2027, ESTUDIOS)],
        plurianual=Plurianual("contratos", inicia=inicia.id),
        reloj=reloj,
    )
    pedida = facturas.FacturaPorDevengar(en_413.id, "629")
    [devengada] = facturas.devengar_facturas(actor=teresa, fecha=hoy(reloj), pedidas=[pedida], reloj=reloj)
    reloj.avanzar(days=140)
    teresa = escenario.empleado("teresa", reloj)
    contrato.cuentas(reloj)  # whose budget brings what was committed for it
    traida = Operacion.objects.get(ejercicio=2027, clase="AD")
    assert consultas.para_intervenir(seguida, en=hoy(reloj)).lista, "what it follows was committed then"
    interviene(reloj, FacturaPorIntervenir(seguida.id, origen=traida.lineas.get().id))
    # What is named has to be of then, with who sends it and of that application
    a_mano = FacturaPorIntervenir(nombrada.id, aplicacion=ESTUDIOS, **EXENTA)
    for antes, dice in (
        (None, "El gasto es de 2026"),
        (DeAntes("compromiso"), "el número del compromiso de entonces"),
        (DeAntes("compromiso", documento_id=nombrada.conformidad_id), "Las cuentas de 2026 están aquí"),
        (DeAntes("compromiso", compromiso_id=traida.id), "del ejercicio en que se hizo el gasto"),
    ):
        with pytest.raises(DatosIncorrectos) as error:
            interviene(reloj, replace(a_mano, antes=antes))
        assert dice in motivos(error)
    otra_parte = replace(a_mano, aplicacion="920.22000", antes=DeAntes("compromiso", compromiso_id=inicia.id))
    with pytest.raises(DatosIncorrectos) as error:
        interviene(reloj, otra_parte)
    assert "no quedó nada comprometido en esa aplicación" in motivos(error)
    interviene(reloj, replace(a_mano, antes=DeAntes("compromiso", compromiso_id=inicia.id)))
    assert obligacion(nombrada).de_antes.compromiso == inicia
    # The year of the commitment is the one that counts: of one that is not here, its document proves it
    de_2025 = escena.factura(reloj, "F-25", "10", fecha=date(2025, 3, 4))
    con_su_papel = DeAntes("compromiso", documento_id=de_2025.conformidad_id)
    interviene(reloj, FacturaPorIntervenir(de_2025.id, aplicacion=ESTUDIOS, antes=con_su_papel, **EXENTA))
    assert obligacion(de_2025).de_antes.documento_id == de_2025.conformidad_id
    # What waits in 413 since then, too
    por_aplicar = facturas.PorAplicar(devengada.lineas.get().id, hoy(reloj), "Estudio", D(121), codigo="920.22000")
    with pytest.raises(DatosIncorrectos) as error:
        facturas.aplicar_devengado(actor=teresa, pedido=por_aplicar, reloj=reloj)
    assert "El gasto es de 2026" in motivos(error)
    con_acto = replace(por_aplicar, antes=DeAntes("con_dotacion", documento_id=en_413.conformidad_id))
    hecha = facturas.aplicar_devengado(actor=teresa, pedido=con_acto, reloj=reloj)
    assert hecha.documento_id == en_413.conformidad_id
    assert fallas() == []
