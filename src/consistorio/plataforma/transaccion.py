"""What an open transaction already knows, so that it is not asked for again; forgotten when the transaction ends."""

from __future__ import annotations

from typing import Any

from django.db import connections

from consistorio.plataforma.base.villa import alias_actual

_RECUERDOS = "_recuerdos_de_la_transaccion"  # of the connection


def recuerdo(de_que: str) -> dict[Any, Any] | None:
    """The notes of one matter that the transaction open in this town's database keeps; None when none is open.

    A rollback to a savepoint does not take them back: who keeps what may be undone holds it against the database when it is used.
    """
    conexion = connections[alias_actual()]
    if not conexion.in_atomic_block:
        return None
    transaccion = conexion.atomic_blocks[0]
    recuerdos: dict[str, dict[Any, Any]]
    de_quien, recuerdos = getattr(conexion, _RECUERDOS, (None, {}))
    if de_quien is not transaccion:
        recuerdos = {}
        setattr(conexion, _RECUERDOS, (transaccion, recuerdos))
    return recuerdos.setdefault(de_que, {})
