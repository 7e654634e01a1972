"""The kinds of task that some room has registered, so that a definition cannot name one that nobody runs.

The engine fills it when a kind registers; the catalogue only asks.
"""

from __future__ import annotations

_TIPOS: set[str] = set()


def declarar(codigo: str) -> None:
    """Say that the kind of task exists."""
    _TIPOS.add(codigo)


def conocidos() -> frozenset[str]:
    """Every kind registered in this process."""
    return frozenset(_TIPOS)
