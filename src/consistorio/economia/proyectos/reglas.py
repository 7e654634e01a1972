"""Pure computation of deviations (Instruction of accounting, rules 25-29). Money in euros."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from consistorio.nucleo.dato import dato

CERO = Decimal(0)
CENTIMO = Decimal("0.01")
CON_DERECHOS = ("DR", "DRI", "DRA")  # classes of operation that recognise one


@dato
class Financiado:
    """What an agent has paid towards a project: net rights of the year, and of all its years until then."""

    nombre: str
    aportacion: Decimal
    derechos: Decimal
    derechos_acumulados: Decimal


@dato
class Desviacion:
    """How far an agent strays from its part, in euros: positive when it paid before the project was carried out, negative when the town advanced it.

    `coeficiente`: its part of the whole expense, to six decimals, as it is shown; the computation does not round it.
    """

    nombre: str
    coeficiente: Decimal
    del_ejercicio: Decimal
    acumulada: Decimal


def desviaciones(
    gasto_total: Decimal, obligaciones: Decimal, acumuladas: Decimal, agentes: Iterable[Financiado]
) -> tuple[Desviacion, ...]:
    """Of each agent: rights less its part of the obligations, of the year and of all its years."""
    halladas = []
    for agente in agentes:
        parte = Fraction(agente.aportacion) / Fraction(gasto_total)
        halladas.append(
            Desviacion(
                agente.nombre,
                _redondear(parte, Decimal("0.000001")),
                _redondear(Fraction(agente.derechos) - parte * Fraction(obligaciones), CENTIMO),
                _redondear(Fraction(agente.derechos_acumulados) - parte * Fraction(acumuladas), CENTIMO),
            )
        )
    return tuple(halladas)


def _redondear(cantidad: Fraction, a: Decimal) -> Decimal:
    return (Decimal(cantidad.numerator) / Decimal(cantidad.denominator)).quantize(a, ROUND_HALF_UP)


@dato
class Resumen:
    """Of all the projects, as the result of the budget and the remnant take them: each a positive amount, in euros."""

    positivas: Decimal
    negativas: Decimal
    exceso: Decimal


def resumir(todas: Sequence[Desviacion]) -> Resumen:
    """Deviations of the year by their sign, and the accumulated ones that are positive (RD 500/1990 97 and 102)."""
    return Resumen(
        positivas=sum((d.del_ejercicio for d in todas if d.del_ejercicio > 0), CERO),
        negativas=-sum((d.del_ejercicio for d in todas if d.del_ejercicio < 0), CERO),
        exceso=sum((d.acumulada for d in todas if d.acumulada > 0), CERO),
    )
