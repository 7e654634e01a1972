"""Who says that an obligation may not be ordered nor paid yet. The control of Intervención is a room above, which sees invoices, cases and results."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from uuid import UUID

# Of some obligations on a day: why each of those that wait does, in words
Regla = Callable[[Collection[UUID], date], Mapping[UUID, str]]
_REGLAS: list[Regla] = []


def dice(regla: Regla) -> Regla:
    """Decorator of the rule. There is one."""
    _REGLAS.append(regla)
    return regla


def por_que_esperan(obligaciones: Collection[UUID], en: date) -> dict[UUID, str]:
    """Why each of those that may not be paid yet waits, in words; the same queries whatever their number."""
    return {una: motivo for regla in _REGLAS for una, motivo in regla(obligaciones, en).items()} if obligaciones else {}
