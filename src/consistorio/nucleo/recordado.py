"""What is made of content that never changes is made once a process, and asked for by the hash of the content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Recordado(Generic[T]):
    """Made things by their key, at most `maximo`: when it is full it forgets them all, and they are made again."""

    def __init__(self, maximo: int = 500) -> None:
        self.maximo = maximo
        self._hechos: dict[object, T] = {}

    def de(self, clave: object, hacer: Callable[[], T]) -> T:
        """What was made for that key, made now if it was not. It is shared: nobody changes it."""
        if (hecho := self._hechos.get(clave)) is not None:
            return hecho
        if len(self._hechos) >= self.maximo:
            self._hechos.clear()
        return self._hechos.setdefault(clave, hacer())
