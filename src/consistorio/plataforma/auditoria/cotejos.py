"""What `verificar` holds against the log: each room says how its tables must agree with the facts.

A room writes a function in its `cotejos.py` and decorates it with `@cotejo`. It reads only, with SQL or querysets on the given
alias, and never looks at a column that it does not check.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Protocol

from django.db import DataError, transaction


class Informe(Protocol):
    """Where differences are noted."""

    def falla(self, tabla: str, clave: object, texto: str) -> None:
        """A row that is not what the facts say. `texto`: in words for people."""
        ...

    def contar(self, que: str, cuantos: int = 1) -> None:
        """So many were checked."""
        ...


# What comes of facts and rows that the house could not have written
ILEGIBLE = (ValueError, TypeError, KeyError, DataError)
Cotejo = Callable[[str, Informe], None]
_COTEJOS: list[Cotejo] = []


def cotejo(funcion: Cotejo) -> Cotejo:
    """Have `funcion(alias, informe)` run by every verification of the database."""
    if funcion not in _COTEJOS:
        _COTEJOS.append(funcion)
    return funcion


def cotejar(alias: str, informe: Informe) -> None:
    """Run all of them. One that cannot read what it compares has found something: whoever owns the database wrote it."""
    for funcion in _COTEJOS:
        try:
            with transaction.atomic(using=alias):
                try:
                    funcion(alias, informe)
                except ILEGIBLE as error:
                    traceback.clear_frames(error.__traceback__)  # their cursors close before the savepoint is gone
                    raise
        except ILEGIBLE as error:
            informe.falla("auditoria_evento", funcion.__name__, f"hay hechos o filas que no se pueden leer: {error}")
