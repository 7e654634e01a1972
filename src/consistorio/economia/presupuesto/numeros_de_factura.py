"""Which invoices an obligation is of, by the numbers that their supplier gave to them: what its operation says or, if it says none, what the register of invoices knows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final
from uuid import UUID

from consistorio.economia.presupuesto.models import Operacion

# Of some obligations: the numbers of the invoices of each that has any
Regla = Callable[[Collection[UUID]], Mapping[UUID, tuple[str, ...]]]
_REGLAS: Final[list[Regla]] = []


def dice(regla: Regla) -> Regla:
    """Decorator of the rule: the register of invoices is another room. There is one."""
    _REGLAS.append(regla)
    return regla


def numeros_de(obligaciones: Collection[Operacion]) -> dict[UUID, tuple[str, ...]]:
    """Of each that has one; the same queries whatever their number."""
    sin_decir = {una.id for una in obligaciones if not una.factura}
    dichos = {una.id: (una.factura,) for una in obligaciones if una.factura}
    return dichos | {una: suyos for regla in _REGLAS if sin_decir for una, suyos in regla(sin_decir).items()}
