"""Who decides, when an operation of expense is noted, with which control it is. The rule is of a room above, which sees cases, invoices and results: the budget keeps what it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from consistorio.economia.presupuesto.models import ControlOperacion, LineaOperacion, Operacion
from consistorio.economia.presupuesto.tipos import ControlPedido
from consistorio.nucleo.actor import Actor

# Of an operation that is written already, with its lines and what they follow, in the same transaction: its control, not saved, or None when it owes none. It raises
Regla = Callable[[Operacion, Sequence[LineaOperacion], ControlPedido, Actor], ControlOperacion | None]
_REGLAS: list[Regla] = []


def controla(regla: Regla) -> Regla:
    """Decorator of the rule. There is one."""
    _REGLAS.append(regla)
    return regla


def controlar(
    operacion: Operacion, lineas: Sequence[LineaOperacion], pedido: ControlPedido, actor: Actor
) -> list[ControlOperacion]:
    """Keep the control with which an operation is noted. Writes: ControlOperacion. Raises FaseIncompatible (it owes one and has none), DatosIncorrectos (it is not exempt)."""
    hallados = [uno for uno in (regla(operacion, lineas, pedido, actor) for regla in _REGLAS) if uno is not None]
    for uno in hallados:
        uno.save(force_insert=True)
    return hallados
