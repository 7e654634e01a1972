"""Whether what is being noted is what a load brings: another program noted it first, with the control that it had there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_EN_CURSO: ContextVar[bool] = ContextVar("carga_en_curso", default=False)


@contextmanager
def cargando() -> Iterator[None]:
    """While a load notes what it brings."""
    marca = _EN_CURSO.set(True)
    try:
        yield
    finally:
        _EN_CURSO.reset(marca)


def se_esta_cargando() -> bool:
    """Whether a load is noting it."""
    return _EN_CURSO.get()
