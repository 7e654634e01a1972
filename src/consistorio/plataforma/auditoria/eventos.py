"""Registry of the facts that actions note.

A fact is an immutable record (`@dato`) of identifiers, hashes, dates and codes: no free personal data. `@evento` gives it its type,
which names it for ever in the log, and a label for people.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import ClassVar, Protocol, TypeVar

from django.utils.functional import Promise


class Hecho(Protocol):
    """What `@evento` makes of a record."""

    tipo_evento: ClassVar[str]
    etiqueta: ClassVar[str | Promise]


_REGISTRO: dict[str, type[Hecho]] = {}
T = TypeVar("T")


def evento(tipo: str, etiqueta: str | Promise) -> Callable[[type[T]], type[T]]:
    """Register an immutable record (`@dato`) as the fact `tipo` (dotted, lower case). `etiqueta` is a Spanish phrase in the
    past tense, translated when it is read (`gettext_lazy`).

    Raises ValueError when the class is no immutable record or the type is taken by another class.
    """

    def registrar(clase: type[T]) -> type[T]:
        if not dataclasses.is_dataclass(clase) or not getattr(clase, "__dataclass_params__").frozen:  # noqa: B009 - typeshed hides it
            msg = f"{clase.__name__}: @evento goes on a @dato"
            raise ValueError(msg)
        anterior = _REGISTRO.get(tipo)
        if anterior is not None and anterior.__qualname__ != clase.__qualname__:
            msg = f"event type {tipo} is taken by {anterior.__qualname__}"
            raise ValueError(msg)
        setattr(clase, "tipo_evento", tipo)  # noqa: B010 - a class attribute that the type does not know yet
        setattr(clase, "etiqueta", etiqueta)  # noqa: B010
        _REGISTRO[tipo] = clase  # type: ignore[assignment]
        return clase

    return registrar


def registrados() -> dict[str, type[Hecho]]:
    """Every registered fact by its type."""
    return dict(_REGISTRO)


def etiqueta_de(tipo: str) -> str:
    """The label of a type for people; the type itself for facts of a version that this code no longer knows."""
    clase = _REGISTRO.get(tipo)
    return str(clase.etiqueta) if clase is not None else tipo


def datos_de(hecho: object) -> dict[str, object]:
    """The fields of a fact, as they are noted. Raises TypeError when it is not a registered fact."""
    tipo = getattr(type(hecho), "tipo_evento", None)
    if not isinstance(tipo, str) or not dataclasses.is_dataclass(hecho):
        msg = f"{type(hecho).__name__} is not a registered fact (@evento)"
        raise TypeError(msg)
    return {campo.name: getattr(hecho, campo.name) for campo in dataclasses.fields(hecho)}


def tipo_de(hecho: object) -> str:
    """The registered type of a fact. Raises TypeError when it has none."""
    tipo = getattr(type(hecho), "tipo_evento", None)
    if not isinstance(tipo, str):
        msg = f"{type(hecho).__name__} is not a registered fact (@evento)"
        raise TypeError(msg)
    return tipo
