"""Immutable records: `@dato` says what `@dataclass(frozen=True, slots=True)` says, with methods that all of them share.

The library writes six methods for each class and compiles them whenever a process starts: with some four hundred records that was
a fifth of the time that any command takes to begin (docs/adr). Here only the table of fields is the library's, so that `fields`,
`replace`, `asdict`, `match` and the type checker treat a record as a dataclass.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
_poner = object.__setattr__


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def dato(clase: type[T]) -> type[T]:
    """Make of an annotated class an immutable record with slots, equal to another of its class with the same values.

    Raises TypeError where a plain dataclass is wanted: fields that are not given when it is made, or only by name.
    """
    hecha = dataclass(init=False, repr=False, eq=False, slots=True)(clase)
    campos = fields(hecha)  # type: ignore[arg-type]  # it is one since the line above
    if any(campo.kw_only or not campo.init for campo in campos):
        msg = f"{clase.__name__}: fields of a @dato are given when it is made, in order or by name"
        raise TypeError(msg)
    comparados = [campo.name for campo in campos if campo.compare]
    propios: dict[str, object] = {
        "__campos__": tuple((campo.name, campo.default, campo.default_factory) for campo in campos),
        "__comparado__": staticmethod(attrgetter(*comparados) if comparados else type),
        "__mostrados__": tuple(campo.name for campo in campos if campo.repr),
    }
    for nombre, valor in {**_METODOS, **propios}.items():
        if nombre not in _SE_PUEDEN_ESCRIBIR or nombre not in vars(clase):
            setattr(hecha, nombre, valor)
    getattr(hecha, "__dataclass_params__").frozen = True  # noqa: B009 - for those who ask; typeshed hides it
    return hecha


def _iniciar(self: Any, /, *valores: object, **con_nombre: object) -> None:
    campos = self.__campos__
    faltan = []
    for (nombre, _serie, _fabrica), valor in zip(campos, valores, strict=False):
        _poner(self, nombre, valor)
    for nombre, serie, fabrica in campos[len(valores) :]:
        if nombre in con_nombre:
            _poner(self, nombre, con_nombre.pop(nombre))
        elif serie is not MISSING:
            _poner(self, nombre, serie)
        elif fabrica is not MISSING:
            _poner(self, nombre, fabrica())
        else:
            faltan.append(nombre)
    if faltan or con_nombre or len(valores) > len(campos):
        msg = f"{type(self).__name__}({', '.join(c[0] for c in campos)}): missing {faltan}, unexpected {sorted(con_nombre)}, "
        raise TypeError(msg + f"{len(valores)} given in order")
    despues: Callable[[], None] | None = getattr(self, "__post_init__", None)
    if despues is not None:
        despues()


def _iguales(self: Any, otro: object) -> bool:
    comparado: Callable[[object], object] = self.__comparado__
    return comparado(self) == comparado(otro) if type(otro) is type(self) else NotImplemented


def _resumir(self: Any) -> int:
    return hash(self.__comparado__(self))


@recursive_repr()
def _mostrar(self: Any) -> str:
    return f"{type(self).__qualname__}({', '.join(f'{n}={getattr(self, n)!r}' for n in self.__mostrados__)})"


def _no_se_escribe(self: object, nombre: str, _valor: object) -> None:
    msg = f"cannot assign to field {nombre!r} of {type(self).__name__}"
    raise FrozenInstanceError(msg)


def _no_se_borra(self: object, nombre: str) -> None:
    msg = f"cannot delete field {nombre!r} of {type(self).__name__}"
    raise FrozenInstanceError(msg)


def _estado(self: Any) -> list[object]:
    return [getattr(self, nombre) for nombre, _serie, _fabrica in self.__campos__]


def _con_estado(self: Any, estado: list[object]) -> None:
    for (nombre, _serie, _fabrica), valor in zip(self.__campos__, estado, strict=True):
        _poner(self, nombre, valor)


_METODOS: dict[str, object] = {
    "__init__": _iniciar,
    "__eq__": _iguales,
    "__hash__": _resumir,
    "__repr__": _mostrar,
    "__setattr__": _no_se_escribe,
    "__delattr__": _no_se_borra,
    "__getstate__": _estado,
    "__setstate__": _con_estado,
}
_SE_PUEDEN_ESCRIBIR = frozenset({"__eq__", "__hash__", "__repr__"})
