"""The periods of the models, and how often each one is declared."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Final

TRIMESTRES: Final = ("1T", "2T", "3T", "4T")
MESES: Final = tuple(f"{n:02d}" for n in range(1, 13))
ANUAL: Final = "0A"
DE_PERIODO: Final = ("111", "115", "303")
ANUALES: Final = ("180", "190", "347")
MODELOS: Final = (*DE_PERIODO, *ANUALES)


def dias(anio: int, periodo: str) -> tuple[date, date] | None:
    """Its first and its last day; None when there is no such period."""
    if periodo == ANUAL:
        return date(anio, 1, 1), date(anio, 12, 31)
    if periodo in TRIMESTRES:
        ultimo = 3 * int(periodo[0])
        return date(anio, ultimo - 2, 1), date(anio, ultimo, monthrange(anio, ultimo)[1])
    if periodo in MESES:
        mes = int(periodo)
        return date(anio, mes, 1), date(anio, mes, monthrange(anio, mes)[1])
    return None


def periodos_de(modelo: str, *, mensual: bool) -> tuple[str, ...]:
    """Those of a model in a year."""
    if modelo in ANUALES:
        return (ANUAL,)
    return MESES if mensual else TRIMESTRES


def trimestre(dia: date) -> int:
    """Of a day, 1 to 4."""
    return (dia.month + 2) // 3


def del_dia(dia: date, *, mensual: bool) -> str:
    """The period of a day: its month or its quarter."""
    return MESES[dia.month - 1] if mensual else TRIMESTRES[trimestre(dia) - 1]


def mensual(presupuesto: Decimal, limite: Decimal) -> bool:
    """Whether an administration declares each month what it withholds: its last budget approved before the year is over the limit (RIRPF 108.1)."""
    return presupuesto > limite
