"""A sweep over many rows, each in its own transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

MAXIMO_EN_MENSAJE = 20


def a_cada_uno(ids: Iterable[UUID], hacer: Callable[[UUID], object], *, que: str) -> None:
    """Do it to each one: one that fails does not stop those after it. `que`: what they are, for the message.

    Raises RuntimeError at the end with the identifiers of those that failed and the kind of each error, nothing else.
    """
    fallos = []
    for uno in ids:
        try:
            hacer(uno)
        except Exception as error:
            fallos.append(f"{uno}: {type(error).__name__}")
    if fallos:
        msg = f"{que} not applied: " + "; ".join(fallos[:MAXIMO_EN_MENSAJE])
        raise RuntimeError(msg)
