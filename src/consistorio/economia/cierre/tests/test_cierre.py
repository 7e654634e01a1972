"""A year is closed, and the next one opens with what it left."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from consistorio.economia.cierre import acciones
from consistorio.economia.cierre.calculo import calcular
from consistorio.economia.cierre.models import Cierre
from consistorio.economia.cierre.tests import escenario
from consistorio.economia.cierre.tests.escenario import INTERVENCION, RELOJ
from consistorio.economia.cierre.tipos import Criterios
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.consultas import saldos
from consistorio.economia.contabilidad.models import Asiento, Ejercicio
from consistorio.economia.presupuesto.models import SaldoCerrado
from consistorio.nucleo.errores import Conflicto

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
