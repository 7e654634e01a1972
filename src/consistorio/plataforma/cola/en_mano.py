"""Who has something in hand while no transaction may be open, because the network is asked meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from uuid import UUID

from django.db import InterfaceError, OperationalError, connections

from consistorio.plataforma.base.villa import alias_actual

_COGER = (
    "SELECT uno FROM unnest(%s::uuid[]) AS uno WHERE pg_try_advisory_lock(hashtextextended(%s || uno, 22)) LIMIT %s"
)
_SOLTAR = "SELECT pg_advisory_unlock(hashtextextended(%s || uno, 22)) FROM unnest(%s::uuid[]) AS uno"


@contextmanager
def en_mano(que: str, candidatos: Sequence[UUID], *, como_mucho: int) -> Iterator[list[UUID]]:
    """Take the first of `candidatos` that nobody else has for the same (`que`), in their order; nobody waits for anybody.

    They are let go at the end or, when the process or its connection dies, by PostgreSQL: locks of the session, that outlive transactions.
    """
    conexion = connections[alias_actual()]
    with conexion.cursor() as cursor:
        cursor.execute(_COGER, [list(candidatos), que, como_mucho])
        cogidos = [fila[0] for fila in cursor.fetchall()]
    try:
        yield cogidos
    finally:
        with suppress(InterfaceError, OperationalError), conexion.cursor() as cursor:  # lost: they were let go with it
            cursor.execute(_SOLTAR, [que, cogidos])
