"""Financial and budgetary indicators of the notes (Orden HAP/1781/2013, note 25). Ratios to four decimals; `por_habitante` in euros with cents."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from consistorio.economia.cierre.reglas.estados import Balance
from consistorio.economia.cierre.reglas.liquidacion import RemanenteDeTesoreria
from consistorio.nucleo.dato import dato

CERO = Decimal(0)


@dato
class Ejecucion:
    """Totals of the settlement by chapter, in euros."""

    creditos: Mapping[str, Decimal]
    obligaciones: Mapping[str, Decimal]
    pagos: Mapping[str, Decimal]
    previsiones: Mapping[str, Decimal]
    derechos: Mapping[str, Decimal]
    recaudacion: Mapping[str, Decimal]


@dato
class Cerrados:
    """What earlier years left, with what changed it, and what of it was paid or collected, in euros."""

    total: Decimal
    realizado: Decimal


def indicadores(
    balance: Balance, remanente: RemanenteDeTesoreria, ejecucion: Ejecucion, *, habitantes: int
) -> dict[str, Decimal | None]:
    """Each by its name; None where it would divide by nothing."""
    por_clave = balance.por_clave

    def suma(prefijo: str) -> Decimal:
        return sum((importe for clave, importe in por_clave.items() if clave.startswith(prefijo)), CERO)

    def total(de: Mapping[str, Decimal], capitulos: str = "123456789") -> Decimal:
        return sum((de.get(c, CERO) for c in capitulos), CERO)

    corriente, no_corriente, activo = suma("pasivo corriente"), suma("pasivo no corriente"), suma("activo corriente")
    orn, drn = total(ejecucion.obligaciones), total(ejecucion.derechos)
    return {
        "liquidez_inmediata": _ratio(remanente.fondos_liquidos, corriente),
        "liquidez_a_corto_plazo": _ratio(remanente.fondos_liquidos + remanente.derechos, corriente),
        "liquidez_general": _ratio(activo, corriente),
        "endeudamiento": _ratio(corriente + no_corriente, balance.total_pasivo),
        "relacion_de_endeudamiento": _ratio(corriente, no_corriente),
        "endeudamiento_por_habitante": _por_habitante(corriente + no_corriente, habitantes),
        "ejecucion_de_gastos": _ratio(orn, total(ejecucion.creditos)),
        "realizacion_de_pagos": _ratio(total(ejecucion.pagos), orn),
        "gasto_por_habitante": _por_habitante(orn, habitantes),
        "inversion_por_habitante": _por_habitante(total(ejecucion.obligaciones, "67"), habitantes),
        "esfuerzo_inversor": _ratio(total(ejecucion.obligaciones, "67"), orn),
        "ejecucion_de_ingresos": _ratio(drn, total(ejecucion.previsiones)),
        "realizacion_de_cobros": _ratio(total(ejecucion.recaudacion), drn),
        "autonomia_fiscal": _ratio(total(ejecucion.derechos, "123"), drn),
        "superavit_por_habitante": _por_habitante(drn - orn, habitantes),
    }


def de_cerrados(obligaciones: Cerrados, derechos: Cerrados) -> dict[str, Decimal | None]:
    """How much of what earlier years left was paid and collected."""
    return {
        "realizacion_de_pagos_cerrados": _ratio(obligaciones.realizado, obligaciones.total),
        "realizacion_de_cobros_cerrados": _ratio(derechos.realizado, derechos.total),
    }


def del_resultado(lineas: Mapping[str, Decimal]) -> dict[str, Decimal | None]:
    """What the income and the expense of ordinary management are made of. `lineas`: of the statement of the result, by their key."""
    ingresos, gastos = lineas.get("A", CERO), lineas.get("B", CERO)
    return {
        "cobertura_de_gastos": _ratio(-gastos, ingresos),
        "parte_tributos": _ratio(lineas.get("1", CERO), ingresos),
        "parte_transferencias": _ratio(lineas.get("2", CERO), ingresos),
        "parte_personal": _ratio(lineas.get("8", CERO), gastos),
        "parte_subvenciones": _ratio(lineas.get("9", CERO), gastos),
    }


def _ratio(de: Decimal, entre: Decimal) -> Decimal | None:
    return (de / entre).quantize(Decimal("0.0001"), ROUND_HALF_UP) if entre else None


def _por_habitante(de: Decimal, habitantes: int) -> Decimal | None:
    return (de / habitantes).quantize(Decimal("0.01"), ROUND_HALF_UP) if habitantes else None
