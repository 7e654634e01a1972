"""Which town is served now: the alias of its database, set in one place and read everywhere.

A diputación serves many towns from one pool of processes; whoever receives a request or takes a job enters its town with `en_la_villa`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_UNICA = "default"
_alias: ContextVar[str] = ContextVar("alias_de_la_villa", default=_UNICA)


def alias_actual() -> str:
    """The database of the town served now."""
    return _alias.get()


def alias_de_accesos() -> str:
    """The same database on the connection that survives a rollback: `accesos`, or `<alias>_accesos` of another town."""
    alias = alias_actual()
    return "accesos" if alias == _UNICA else f"{alias}_accesos"


@contextmanager
def en_la_villa(alias: str) -> Iterator[None]:
    """Work in the town of that alias until the end of the block."""
    anterior = _alias.set(alias)
    try:
        yield
    finally:
        _alias.reset(anterior)


class EnrutadorDeVilla:
    """Django's router: what names no database goes to that of the town served now (`DATABASE_ROUTERS`)."""

    def db_for_read(self, model: object, **pistas: object) -> str:
        return alias_actual()

    def db_for_write(self, model: object, **pistas: object) -> str:
        return alias_actual()
