"""Doing the same to many things: how many together, and what becomes of the others when one cannot be done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from django.db import InterfaceError, OperationalError

from consistorio.nucleo.errores import ServicioNoDisponible

K = TypeVar("K")
R = TypeVar("R")
T = TypeVar("T")
TANDA = 50


def tandas(todos: Sequence[T]) -> Iterator[Sequence[T]]:
    """In the same order, as many at a time as go into one transaction."""
    for inicio in range(0, len(todos), TANDA):
        yield todos[inicio : inicio + TANDA]


def cada_uno(cosas: Mapping[K, T], hacer: Callable[[T], R]) -> tuple[dict[K, R], dict[K, Exception]]:
    """What `hacer` makes of each, in their order, and why some could not be. What is not available is so for all: no more are tried, and
    nothing is said of them. A lost connection is raised, as in `juntos_o_cada_uno`."""
    hechos, fallos = dict[K, R](), dict[K, Exception]()
    for clave, cosa in cosas.items():
        try:
            hechos[clave] = hacer(cosa)
        except (InterfaceError, OperationalError):
            raise
        except ServicioNoDisponible as error:
            fallos[clave] = error
            break
        except Exception as error:  # whatever it is, the others do not wait for who understands this one
            fallos[clave] = error
    return hechos, fallos


def juntos_o_cada_uno(ids: Sequence[K], hacer: Callable[[Sequence[K]], Mapping[K, T]]) -> dict[K, T | Exception]:
    """What `hacer` says of each, done with all of them in one transaction or, when one spoils it for all, with each in its own: then an
    error is what is said of that one.

    What is not available is so for all. A lost connection is raised: it is of none of them, and what was written is not known.
    """
    if not ids:
        return {}
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
