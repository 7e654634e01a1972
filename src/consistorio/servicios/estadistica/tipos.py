"""What the figures are asked for and what they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from consistorio.nucleo.dato import dato


@dato
class Periodo:
    """Whole months: the first day of the first and of the month after the last."""

    desde: date
    hasta: date


@dato
class Alcance:
    """The units that are looked at; None: all. `protegido`: some of their cases may not be seen by who asks, so small groups are not told."""

    unidades: frozenset[UUID] | None
    protegido: bool


@dato
class Mes:
    """How many cases began and ended in a month, and how many were open when it was over. None: few, of a protected group."""

    mes: date
    iniciados: int | None
    terminados: int | None
    abiertos: int | None


@dato
class Tiempos:
    """Natural days over `veces` cases. Percentiles interpolate between neighbours (`percentile_cont`). None: nothing to tell of, or not told."""

    veces: int | None
    mediana: float | None
    p90: float | None
    maximo: int | None


@dato
class FilaProcedimiento:
    """A procedure in a period. `decision`: from the entry until it was decided and told; `en_plazo`: percentage of those within the legal term.

    `abiertos`: at the end of the period. `vencidos`: open today and out of the legal term.
    """

    codigo: str
    nombre: str
    iniciados: int | None
    terminados: int | None
    abiertos: int | None
    decision: Tiempos
    en_plazo: float | None
    vencidos: int | None


@dato
class Paso:
    """A step of a procedure. `parte`: percentage of the days of all the steps of its procedure. `abiertas`, `atrasadas`: today, and of them those late."""

    procedimiento: str
    procedimiento_nombre: str
    codigo: str
    nombre: str
    tiempos: Tiempos
    parte: float | None
    abiertas: int | None
    atrasadas: int | None
    cuello: bool


@dato
class Cuadro:
    """All the figures of some units in a period. `meses`: of the procedure that was asked for, else of all."""

    meses: Sequence[Mes]
    procedimientos: Sequence[FilaProcedimiento]
    total: FilaProcedimiento
    pasos: Sequence[Paso]
    protegido: bool
