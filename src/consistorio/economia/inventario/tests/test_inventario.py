"""Depreciation, day by day and to the cent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consistorio.economia.contabilidad.acciones import corregir_asiento
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.consultas import saldos
from consistorio.economia.inventario import acciones, permisos, reglas
from consistorio.economia.inventario.consultas import por_amortizar
from consistorio.economia.inventario.models import Bien
from consistorio.economia.presupuesto.tests import escenario
from consistorio.economia.presupuesto.tests.escenario import RELOJ, fallas
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos

D = Decimal


@settings(max_examples=60)
@given(
    importe=st.decimals(min_value=D("0.01"), max_value=D("99999999.99"), places=2),
    desde=st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31)),
    anios=st.integers(min_value=1, max_value=60),
)
def test_the_years_of_an_asset_add_up_to_what_it_cost(importe: Decimal, desde: date, anios: int) -> None:
    partes = [
        reglas.del_anio(importe, desde, anios, anio=anio, baja=None)
        for anio in range(desde.year, desde.year + anios + 1)
    ]
    assert sum(partes) == importe
    assert min(partes) >= 0
    assert reglas.del_anio(importe, desde, anios, anio=desde.year - 1, baja=None) == 0
    assert reglas.del_anio(importe, desde, anios, anio=desde.year + anios + 1, baja=None) == 0


def test_what_is_taken_out_is_used_up_until_that_day() -> None:
    """Ten years from 1 January 2025: 3,652 days. 181 days until 30 June."""
    entero = reglas.del_anio(D(3652), date(2025, 1, 1), 10, anio=2025, baja=None)
    medio = reglas.del_anio(D(3652), date(2025, 1, 1), 10, anio=2025, baja=date(2025, 6, 30))
    despues = reglas.del_anio(D(3652), date(2025, 1, 1), 10, anio=2026, baja=date(2025, 6, 30))
    assert (entero, medio, despues) == (D(365), D(181), D(0))


def test_the_accounts_of_an_asset() -> None:
    assert (reglas.cuenta_acumulada("211"), reglas.cuenta_de_dotacion("211")) == ("2811", "6811")
    assert (reglas.cuenta_acumulada("2060"), reglas.cuenta_de_dotacion("2060")) == ("2806", "6806")


def test_a_depreciation_is_undone_by_who_did_it_and_done_again(presupuesto: None) -> None:
    con: dict[str, Any] = {
        "actor": replace(escenario.INTERVENCION, permisos=escenario.INTERVENCION.permisos | {permisos.LLEVAR}),
        "reloj": RELOJ,
    }
    nuevo = acciones.BienNuevo("Nave", "211", D(3652), date(2025, 1, 1), vida=10)
    (bien,) = acciones.dar_de_alta(**con, bienes=[nuevo])
    asiento = acciones.amortizar(**con, anio=2025)
    assert saldos(2025)["2811"].neto == D(-365)
    assert fallas() == []
    with pytest.raises(Conflicto, match="es de una operación"):
        corregir_asiento(**con, asiento_id=asiento.id, fecha=date(2025, 12, 31), motivo="Vida mal puesta")
    with pytest.raises(DatosIncorrectos):
        acciones.deshacer_amortizacion(**con, anio=2025, motivo=" ")
    (contrario,) = acciones.deshacer_amortizacion(**con, anio=2025, motivo="Vida mal puesta")
    assert contrario.operacion_id == asiento.id
    assert saldos(2025)["2811"].neto == 0
    with pytest.raises(Conflicto, match="ninguna amortización que deshacer"):
        acciones.deshacer_amortizacion(**con, anio=2025, motivo="Otra vez")
    assert por_amortizar(2025) == [(bien, D(365))]
    acciones.dar_de_baja(**con, bien_id=bien.id, dia=date(2025, 6, 30), causa="Se vendió")
    acciones.amortizar(**con, anio=2025)
    assert saldos(2025)["2811"].neto == D(-181)
    assert Bien.objects.get().dotaciones.filter(deshecha=None).get().importe == D(181)
    assert comprobar(2025) == []
    assert fallas() == []
