"""The remnants with affected financing are incorporated once their year ended, before it is closed, and reckoned again when it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from consistorio.economia.cierre import acciones
from consistorio.economia.cierre.calculo import calcular
from consistorio.economia.cierre.reparos import libre_de
from consistorio.economia.cierre.tests.escenario import INTERVENCION, RELOJ
from consistorio.economia.cierre.tests.test_remanente import ensayo
from consistorio.economia.cierre.tipos import CierreCalculado, Criterios
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import (
    Aplicacion,
    Bolsa,
    LineaOperacion,
    RemanenteCredito,
    RemanenteQueFinancia,
)
from consistorio.economia.presupuesto.permisos import MODIFICAR
from consistorio.economia.presupuesto.tests import escenario
from consistorio.economia.presupuesto.tipos import LineaDeModificacion, LineaPedida, PasosDeModificacion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoPermitido
from consistorio.nucleo.reloj import RelojFijo

D = Decimal
CON: dict[str, Any] = {"actor": INTERVENCION, "reloj": RELOJ}
OBRA = "1532.61900"


def presupuesto_del_siguiente() -> None:
    nuevo, dia = escenario.presupuesto(2026), date(2026, 1, 1)
    presupuesto.aprobar_presupuesto(**CON, nuevo=nuevo, reglas=escenario.REGLAS, fecha=dia, texto="Presupuesto")


def modificar(tipo: str, *lineas: LineaDeModificacion) -> None:
    """A file that the next year put in the accounts in January."""
    dia = date(2026, 1, 12)
    presupuesto.anotar_modificacion_ya_tramitada(
        actor=Actor.sistema("prueba", MODIFICAR),
        anio=2026,
        tipo=tipo,
        texto="Obra de 2025",
        lineas=lineas,
        pasos=PasosDeModificacion(informe=dia, organo="pleno", acuerdo=dia, contabilizada=dia),
        reloj=RELOJ,
    )


def incorporar(importe: str, fuente: str = "87010", codigo: str = OBRA) -> None:
    modificar(
        "incorporacion",
        LineaDeModificacion("alta", codigo, D(importe)),
        LineaDeModificacion("financiacion", fuente, D(importe)),
    )


def rechazo(*pedido: str) -> str:
    with pytest.raises(DatosIncorrectos) as error:
        incorporar(*pedido)
    return " ".join(problema.mensaje for problema in error.value.problemas)


def quedan() -> list[tuple[str, Decimal, Decimal, Decimal]]:
    creditos = RemanenteCredito.objects.filter(ejercicio=2025, vigente=True, incorporado__gt=0)
    fuentes = RemanenteQueFinancia.objects.filter(ejercicio=2025, vigente=True, usado__gt=0)
    return [
        *((uno.codigo, uno.obligatorio, uno.incorporado, uno.sobrante) for uno in creditos),
        *((uno.concepto, uno.importe, uno.usado, uno.sobrante) for uno in fuentes),
    ]


def test_what_is_affected_is_incorporated_before_its_year_is_closed(anio: int) -> None:
    presupuesto_del_siguiente()
    assert "anticípelos en su página de remanentes" in rechazo("1000")
    with pytest.raises(NoPermitido):
        acciones.anticipar_remanentes(actor=replace(INTERVENCION, permisos=frozenset()), anio=anio, reloj=RELOJ)
    en_diciembre = RelojFijo(datetime(2025, 12, 30, 9, tzinfo=UTC))
    with pytest.raises(Conflicto, match="no ha terminado"):
        acciones.anticipar_remanentes(actor=INTERVENCION, anio=anio, reloj=en_diciembre)
    acciones.anticipar_remanentes(**CON, anio=anio)
    # Only what is affected, and only with the excess of what was brought for it
    assert "1621.22700 no tiene remanente que se pueda incorporar" in rechazo("1000", "87010", "1621.22700")
    assert "del remanente 87000 del año anterior quedan 0,00 €" in rechazo("1000", "87000")
    assert "del remanente 87010 del año anterior quedan 6.000,00 €" in rechazo("6000.01")
    incorporar("6000")
    acciones.anticipar_remanentes(**CON, anio=anio)  # reckoned again, with what was used of them
    assert quedan() == [(OBRA, D(35000), D(6000), D(0)), ("87010", D(6000), D(6000), D(0))]
    assert escenario.fallas() == []
    # Nothing changed: the closing says the rest too, and what was used stands
    acciones.cerrar_ejercicio(**CON, anio=anio, criterios=Criterios())
    assert quedan() == [(OBRA, D(35000), D(6000), D(0)), ("87010", D(6000), D(6000), D(0))]
    assert not RemanenteCredito.objects.filter(ejercicio=anio, vigente=True, provisional=True).exists()
    assert RemanenteQueFinancia.objects.get(ejercicio=anio, concepto="87000").importe == D(128700)
    with pytest.raises(Conflicto, match="no está abierto"):
        acciones.anticipar_remanentes(**CON, anio=anio)
    assert escenario.fallas() == []


def _lo_que_ya_se_gasto(anio: int) -> None:
    """With it spent in the new year, credit of others is brought first: how much, and the page that writes it, is told."""
    hay = Aplicacion.objects.get(ejercicio=2026, economica="61900").disponible
    cabecera = escenario.cabecera(date(2026, 1, 12))
    presupuesto.gastar(**CON, clase="ADO", cabecera=cabecera, lineas=[escenario.de(OBRA, str(hay - 400))])
    de_mas, sin_financiar = [uno for uno in calculado(anio).reparos if uno.arreglos]
    assert de_mas.texto.endswith(
        "Solo quedan 400,00 € sin gastar ni retener: antes, traiga 600,00 € con una transferencia de crédito, o anule lo que se comprometió y no hace falta."
    )
    assert [(uno.anio, uno.tipo, uno.sentido, uno.codigo, uno.importe) for uno in de_mas.arreglos] == [
        (2026, "transferencia", "alta", OBRA, D(600)),
        (2026, "baja", "baja", OBRA, D(1000)),
    ]
    assert [uno.importe for uno in sin_financiar.arreglos] == [D(5600), D(6000)]
    otra = "920.12000"
    modificar("transferencia", LineaDeModificacion("alta", OBRA, D(5600)), LineaDeModificacion("baja", otra, D(5600)))
    assert [len(uno.arreglos) for uno in calculado(anio).reparos if uno.arreglos] == [1, 1]


def calculado(anio: int) -> CierreCalculado:
    return calcular(anio, criterios=Criterios(), hoy=date(2026, 1, 12), comprobando=False)


def test_what_was_incorporated_and_is_not_left_is_given_up_before_it_is_closed(anio: int) -> None:
    presupuesto_del_siguiente()
    modificar(
        "baja", LineaDeModificacion("baja", OBRA, D(1500))
    )  # of its own credit: it gives up nothing of what comes later
    acciones.anticipar_remanentes(**CON, anio=anio)
    incorporar("6000")
    # The year spends more of it until it is closed: what it does not leave is given up first
    comprometida = LineaOperacion.objects.get(
        operacion__ejercicio=anio, aplicacion__economica="61900", operacion__clase__endswith="D", saldo__gt=0
    )
    por_gastar = [
        ("O", LineaPedida(comprometida.saldo, origen=comprometida.id)),
        ("ADO", escenario.de(OBRA, "5000")),
    ]
    for clase, linea in por_gastar:
        cabecera = escenario.cabecera(date(2025, 12, 31))
        presupuesto.gastar(**CON, clase=clase, cabecera=cabecera, lineas=[linea])
    sobra = [texto for texto in ensayo(anio).impedimentos if "de baja" in texto]
    assert sobra == [
        "De 1532.61900 se incorporaron 6.000,00 € a 2026 y de 2025 quedan 5.000,00 €: dé de baja 1.000,00 € de ese crédito en 2026.",
        "Con el exceso de financiación afectada se financiaron 6.000,00 € en 2026 y de 2025 son 0,00 €: dé de baja 6.000,00 € de lo incorporado en 1532.61900.",
    ]
    _lo_que_ya_se_gasto(anio)
    with pytest.raises(Conflicto, match="no se puede cerrar"):
        acciones.cerrar_ejercicio(**CON, anio=anio, criterios=Criterios())
    modificar("baja", LineaDeModificacion("baja", OBRA, D(6000)))
    assert ensayo(anio).impedimentos == ()
    acciones.cerrar_ejercicio(**CON, anio=anio, criterios=Criterios())
    assert quedan() == [(OBRA, D(5000), D(6000), D(1000)), ("87010", D(0), D(6000), D(6000))]
    assert escenario.fallas() == []


def test_what_applications_share_in_a_bolsa_is_free_once() -> None:
    una, otra = Bolsa(definitivo=D(100)), Bolsa(definitivo=D(70), retenido=D(20))
    de_una = [Aplicacion(bolsa=una, iniciales=D(importe)) for importe in (100, 90)]
    assert libre_de([*de_una, Aplicacion(bolsa=otra, iniciales=D(40))]) == 140
