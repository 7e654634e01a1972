"""What `verificar` holds against the log: each room says how its tables must agree with the facts.

A room writes a function in its `cotejos.py` and decorates it with `@cotejo`. It reads only, with SQL or querysets on the given
alias, and never looks at a column that it does not check.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Informe(Protocol):
    """Where differences are noted."""

    def falla(self, tabla: str, clave: object, texto: str) -> None:
        """A row that is not what the facts say. `texto`: in words for people."""
        ...

    def contar(self, que: str, cuantos: int = 1) -> None:
        """So many were checked."""
        ...


Cotejo = Callable[[str, Informe], None]
_COTEJOS: list[Cotejo] = []


def cotejo(funcion: Cotejo) -> Cotejo:
    """Have `funcion(alias, informe)` run by every verification of the database."""
    if funcion not in _COTEJOS:
        _COTEJOS.append(funcion)
    return funcion


def cotejar(alias: str, informe: Informe) -> None:
    """Run all of them."""
    for funcion in _COTEJOS:
        funcion(alias, informe)
