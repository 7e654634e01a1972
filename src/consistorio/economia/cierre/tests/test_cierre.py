"""A year is closed, and the next one opens with what it left."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import F

from consistorio.economia.cierre import acciones, deterioro
from consistorio.economia.cierre.calculo import calcular
from consistorio.economia.cierre.con_remanente import gastado_con_remanente
from consistorio.economia.cierre.models import Cierre
from consistorio.economia.cierre.reparos import de_dudoso_cobro
from consistorio.economia.cierre.tests import escenario
from consistorio.economia.cierre.tests.escenario import INTERVENCION, RELOJ
from consistorio.economia.cierre.tipos import Criterios
from consistorio.economia.contabilidad.acciones import abrir_ejercicio, anotar_asiento
from consistorio.economia.contabilidad.ajustes import AsientoDirecto, LineaDeAjuste
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.consultas import saldos
from consistorio.economia.contabilidad.models import Asiento, Ejercicio
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.consultas import prescripciones
from consistorio.economia.presupuesto.models import LineaOperacion, SaldoCerrado
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos

D = Decimal


@pytest.fixture(scope="module")
def esperado() -> dict[str, Any]:
    resultado: dict[str, Any] = escenario.ejemplo()["esperado"]
    return resultado


def test_the_rehearsal_says_what_the_closing_will_and_writes_nothing(anio: int, esperado: dict[str, Any]) -> None:
    antes = Asiento.objects.count()
    ensayo = calcular(anio, criterios=Criterios(), hoy=date(2026, 1, 15))
    assert ensayo.impedimentos == ()
    assert ensayo.resultado.resultado == D(esperado["resultado_presupuestario"]["I_resultado"])
    assert ensayo.resultado.ajustado == D(esperado["resultado_presupuestario"]["resultado_ajustado"])
    assert ensayo.remanente.total == D(esperado["remanente_tesoreria"]["I_remanente_total"])
    assert ensayo.remanente.para_gastos_generales == D(esperado["remanente_tesoreria"]["IV_remanente_gastos_generales"])
    assert ensayo.remanente.ajustado == D(126350)
    assert {c: str(s) for c, s in ensayo.finales.items()} == {
        c: str(D(s).quantize(D("0.01"))) for c, s in esperado["saldos_finales"].items()
    }
    assert ensayo.balance is not None
    assert ensayo.balance.total_activo == ensayo.balance.total_pasivo == D(esperado["total_activo"])
    assert sum(p.importe for p in ensayo.pasos[-1].partidas) > 0
    assert Asiento.objects.count() == antes
    assert not Cierre.objects.exists()


def test_a_closed_year_is_read_only_and_the_next_one_has_its_balances(anio: int) -> None:
    cierre = acciones.cerrar_ejercicio(actor=INTERVENCION, anio=anio, criterios=Criterios(), reloj=RELOJ)
    assert Ejercicio.objects.get(anio=anio).estado == Ejercicio.Estado.CERRADO
    assert not any(saldo.neto for saldo in saldos(anio).values()), "every account ends at zero"
    siguiente = {cuenta: saldo.neto for cuenta, saldo in saldos(anio + 1).items() if saldo.neto}
    assert siguiente["4010"] == D(-33900)
    assert siguiente["4310"] == D(48000)
    assert siguiente["120"] == D(-68000 - 94350)
    assert "129" not in siguiente
    pendientes = SaldoCerrado.objects.filter(ejercicio=anio + 1)
    assert sum(s.pendiente for s in pendientes if s.clase == "obligacion") == D(33900)
    assert sum(s.pendiente for s in pendientes if s.clase == "derecho") == D(48000)
    assert {s.anio for s in pendientes if s.clase == "derecho"} > {2025}, "what was of earlier years keeps its own"
    assert comprobar(anio) == comprobar(anio + 1) == []
    assert cierre.cuentas["remanente_tesoreria"]["ajustado"] == "126350.00"
    with pytest.raises(Conflicto, match="todavía"):
        acciones.cerrar_ejercicio(actor=INTERVENCION, anio=anio, criterios=Criterios(), reloj=RELOJ)


def test_it_is_not_closed_before_its_time_and_says_every_reason(anio: int) -> None:
    ensayo = calcular(anio, criterios=Criterios(), hoy=date(2025, 12, 30))
    assert any("no ha terminado" in texto for texto in ensayo.impedimentos)
    presupuesto.librar_a_justificar(
        actor=INTERVENCION,
        cabecera=Cabecera(date(anio, 12, 30), "Feria", varios=True),
        lineas=[LineaPedida(D(10), "920.22000")],
        denominacion="Feria",
        reloj=RELOJ,
    )
    Ejercicio.objects.filter(anio=anio).update(presupuesto_hasta=date(anio, 12, 31))
    Ejercicio.objects.filter(anio=anio + 1).update(presupuesto_hasta=date(anio + 1, 1, 1))
    Ejercicio.objects.create(anio=anio - 1)  # never used: it is not closed, and closing this one does not wait for it
    calculado = calcular(anio, criterios=Criterios(), hoy=date(2026, 1, 15), comprobando=False)
    dichos = calculado.impedimentos
    assert len(dichos) == 2
    assert "31/12/2025 está bloqueado" in dichos[0]
    assert "01/01/2026 está bloqueado" in dichos[1]
    (aviso,) = (uno for uno in calculado.reparos if "fondos de un habilitado" in uno.texto)
    assert not aviso.impide, "it is paid in the next year, and fills its fund there"
    with pytest.raises(Conflicto, match="2025 ya tiene asientos"):
        abrir_ejercicio(actor=INTERVENCION, anio=2023, reloj=RELOJ)
    vacio = calcular(anio - 1, criterios=Criterios(), hoy=date(2026, 1, 15))
    assert any("no hay nada que cerrar" in texto for texto in vacio.impedimentos)


def test_only_the_remnant_for_general_expenses_adjusts_the_result(anio: int) -> None:
    """What 87010 finances is in the deviations of its project; and the town does not say more than was recognised."""
    antes = gastado_con_remanente(anio)
    escenario.modificar("incorporacion", "1532.61900", "87010", "20", organo="presidencia")
    assert gastado_con_remanente(anio) == antes
    for dicho in (D(-1), D("0.001"), D(10**9)):
        with pytest.raises(DatosIncorrectos) as error:
            acciones.cerrar_ejercicio(actor=INTERVENCION, anio=anio, criterios=Criterios(dicho), reloj=RELOJ)
        assert [problema.campo for problema in error.value.problemas] == ["con_remanente"]


def test_a_page_does_without_what_the_act_works_out_again(anio: int) -> None:
    LineaOperacion.objects.filter(id=LineaOperacion.objects.filter(saldo__gt=0)[0].id).update(saldo=F("saldo") + 1)
    pagina, acto = (
        calcular(anio, criterios=Criterios(), hoy=date(2026, 1, 15), comprobando=comprobando)
        for comprobando in (False, True)
    )
    assert set(acto.impedimentos) > set(pagina.impedimentos)


def test_what_will_hardly_be_collected_is_proposed_and_noted(anio: int) -> None:
    con: dict[str, Any] = {"actor": INTERVENCION, "anio": anio, "fecha": date(2025, 12, 31), "reloj": RELOJ}
    antes = deterioro.propuesta(anio)
    assert antes.anotado == D(7500)  # what the worked year noted by hand
    assert antes.minimo == sum(fila.minimo for fila in antes.filas) < antes.anotado
    quita = LineaDeAjuste(antes.anotado, "4900", "7983")
    anotar_asiento(
        actor=INTERVENCION, pedido=AsientoDirecto(date(2025, 12, 31), "deterioro", "Fuera", (quita,)), reloj=RELOJ
    )
    with pytest.raises(Conflicto, match="no se puede cerrar") as cierre:
        acciones.cerrar_ejercicio(actor=INTERVENCION, anio=anio, criterios=Criterios(), reloj=RELOJ)
    assert ["193 bis" in problema.mensaje for problema in cierre.value.problemas] == [True]
    # What Intervención leaves out, with its reason, does not stop it and is told
    de = max(antes.filas, key=lambda fila: fila.minimo)
    fuera: dict[str, Any] = {"actor": INTERVENCION, "anio": anio, "de": de.anio, "reloj": RELOJ}
    with pytest.raises(DatosIncorrectos) as malo:
        acciones.dejar_fuera_del_minimo(**fuera, importe=de.pendiente + D("0.01"), motivo=" ")
    assert [p.campo for p in malo.value.problemas] == ["importe", "motivo"]
    with pytest.raises(DatosIncorrectos):
        acciones.dejar_fuera_del_minimo(**fuera | {"de": anio}, importe=D(1), motivo="Del año")
    acciones.dejar_fuera_del_minimo(**fuera, importe=de.pendiente, motivo="Lo debe la Junta")
    assert deterioro.propuesta(anio).minimo == antes.minimo - de.minimo
    dichos = [uno for uno in de_dudoso_cobro(deterioro.propuesta(anio)) if "Lo debe la Junta" in uno.texto]
    assert [uno.impide for uno in dichos] == [False]
    acciones.dejar_fuera_del_minimo(**fuera, importe=D(0), motivo="")
    assert deterioro.propuesta(anio).minimo == antes.minimo
    assert fallas() == []
    pone = LineaDeAjuste(antes.anotado, "6983", "4900")
    anotar_asiento(
        actor=INTERVENCION, pedido=AsientoDirecto(date(2025, 12, 31), "deterioro", "Vuelve", (pone,)), reloj=RELOJ
    )
    with pytest.raises(DatosIncorrectos) as error:  # everything at once
        acciones.dotar_deterioro(**{**con, "fecha": date(2026, 1, 10)}, importe=antes.minimo - D("0.01"))
    assert [p.campo for p in error.value.problemas] == ["fecha", "importe"]
    with pytest.raises(DatosIncorrectos, match="por qué es mayor"):
        acciones.dotar_deterioro(**con, importe=D(8000))
    with pytest.raises(Conflicto):
        acciones.dotar_deterioro(**con, importe=D(7500), motivo="El de siempre")
    asiento = acciones.dotar_deterioro(**con)
    assert [(f.debe_id, f.haber_id, f.importe) for f in asiento.filas.order_by("orden")] == [
        ("4900", "7983", D(7500)),
        ("6983", "4900", antes.minimo),
    ]
    assert deterioro.propuesta(anio).anotado == antes.minimo
    viejos = prescripciones(anio, "derecho", en=date(2032, 1, 1))
    assert {uno.anio for uno in viejos} == {
        uno.anio for uno in SaldoCerrado.objects.filter(ejercicio=anio, clase="derecho") if uno.pendiente
    }
    assert not prescripciones(anio, "derecho", en=date(2025, 12, 31))
