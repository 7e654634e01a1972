"""A whole year made by hand, executed through the use cases: its liquidation comes out to the cent."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from consistorio.cli.cuentas.guion import ejecutar, informe
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.consultas import saldos
from consistorio.economia.contabilidad.models import Apunte
from consistorio.economia.presupuesto import consultas
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION, RELOJ, fallas

EJEMPLO = json.loads((Path(__file__).parent / "datos" / "ejercicio_2025.json").read_text("utf-8"))


def test_the_year_made_by_hand_is_liquidated_to_the_cent(libro: None) -> None:
    pasos = [paso for paso in EJEMPLO["operaciones"] if paso["n"] <= 64]
    guion = ejecutar(pasos, actor=INTERVENCION, reloj=RELOJ)
    assert guion.rechazadas == []
    assert guion.sin_atender == []
    salida: Any = informe(guion, 2025)
    esperado = EJEMPLO["esperado"]
    for que, clave in (("liquidacion_gastos", "aplicacion"), ("liquidacion_ingresos", "concepto")):
        filas = {fila[clave]: fila for fila in salida[que]}
        assert filas.keys() == {fila[clave] for fila in esperado[que]}
        for fila in esperado[que]:
            dicho = {campo: Decimal(filas[fila[clave]][campo]) for campo in fila if campo != clave}
            assert dicho == {campo: Decimal(valor) for campo, valor in fila.items() if campo != clave}, fila[clave]
    assert {c: Decimal(v) for c, v in salida["totales"].items()} == {
        c: Decimal(v) for c, v in esperado["totales"].items()
    }
    assert _apuntes_del_diario() == _apuntes_a_mano(pasos)
    obligado = {c.codigo: c.sumas["obligado"] for c in consultas.por_capitulos(2025)}
    assert sum(obligado[c] for c in "12345" if c in obligado) == Decimal(250300)
    assert (obligado["6"], obligado["9"]) == (Decimal(80000), Decimal(20000))
    recaudado = {c.codigo: c.sumas["recaudado"] for c in consultas.por_capitulos_de_ingresos(2025)}
    assert recaudado["1"] == Decimal(165000 + 27000)
    assert comprobar(2025) == []
    assert fallas() == []
    assert saldos(2025, de=["4000"])["4000"].neto == Decimal(-33900)


def _apuntes_del_diario() -> dict[tuple[str, str], Decimal]:
    sumas: dict[tuple[str, str], Decimal] = {}
    for debe, haber, importe in Apunte.objects.exclude(asiento__clase="apertura").values_list(
        "debe", "haber", "importe"
    ):
        sumas[debe, haber] = sumas.get((debe, haber), Decimal(0)) + importe
    return sumas


def _apuntes_a_mano(pasos: list[dict[str, Any]]) -> dict[tuple[str, str], Decimal]:
    sumas: dict[tuple[str, str], Decimal] = {}
    for paso in pasos:
        for fila in paso["asientos"]:
            clave = fila["debe"], fila["haber"]
            sumas[clave] = sumas.get(clave, Decimal(0)) + Decimal(fila["importe"])
    return sumas
