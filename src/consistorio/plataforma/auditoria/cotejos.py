"""What `verificar` holds against the log: each room says how its tables must agree with the facts.

A room writes a function in its `cotejos.py` and decorates it with `@cotejo`. It reads only, with SQL or querysets on the given
alias, and never looks at a column that it does not check.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db import DataError, InternalError, ProgrammingError, transaction

from consistorio.nucleo.errores import lugar_de

bitacora = logging.getLogger(__name__)


class Informe(Protocol):
    """Where differences are noted."""

    def falla(self, tabla: str, clave: object, texto: str) -> None:
        """A row that is not what the facts say. `texto`: in words for people."""
        ...

    def contar(self, que: str, cuantos: int = 1) -> None:
        """So many were checked."""
        ...


# What comes of reading facts and rows that the house could not have written
ILEGIBLE = (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError, ValidationError)
# The same, said by the database: a value that no type holds, a column or a constraint that is not there any more
_DE_LA_BASE = (DataError, ProgrammingError, InternalError)
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
        with legible(alias, informe, "auditoria_evento", funcion.__name__, "hay hechos o filas que no se pueden leer"):
            funcion(alias, informe)


@contextmanager
def legible(alias: str, informe: Informe, tabla: str, clave: object, texto: str) -> Iterator[None]:
    """Around what reads a table: that it cannot be read is a finding, and the rest goes on. What it was goes to the log."""
    try:
        with transaction.atomic(using=alias):
            try:
                yield
            except (*ILEGIBLE, *_DE_LA_BASE) as error:
                traceback.clear_frames(error.__traceback__)  # their cursors close before the savepoint is gone
                raise
    except (*ILEGIBLE, *_DE_LA_BASE) as error:
        bitacora.warning("verificar: %s", lugar_de(error))
        informe.falla(tabla, clave, texto)
