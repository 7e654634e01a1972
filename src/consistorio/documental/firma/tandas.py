"""Signing many documents: how many together, and what is done when they cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from django.db import InterfaceError, OperationalError

from consistorio.nucleo.errores import ServicioNoDisponible

T = TypeVar("T")
TANDA = 50


def tandas(todos: Sequence[T]) -> Iterator[Sequence[T]]:
    """In the same order, as many at a time as go into one transaction."""
    for inicio in range(0, len(todos), TANDA):
        yield todos[inicio : inicio + TANDA]


def juntos_o_cada_uno(
    ids: Sequence[UUID], hacer: Callable[[Sequence[UUID]], Mapping[UUID, T]]
) -> dict[UUID, T | Exception]:
    """What `hacer` says of each, done with all of them in one transaction or, when one spoils it for all, with each in its own: then an
    error is what is said of that one.

    What is not available is so for all. A lost connection is raised: it is of none of them, and what was written is not known.
    """
    try:
        return dict(hacer(ids))
    except (InterfaceError, OperationalError):
        raise
    except ServicioNoDisponible as error:
        return dict.fromkeys(ids, error)
    except Exception as error:  # whatever it is, the others do not wait for who understands this one
        if len(ids) == 1:
            return {ids[0]: error}
    return {uno: dicho for solo in ids for uno, dicho in juntos_o_cada_uno([solo], hacer).items()}
