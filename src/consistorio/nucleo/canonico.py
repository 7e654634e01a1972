"""Canonical JSON: one object, one sequence of bytes. What is hashed and signed goes through here.

Keys sorted by code point, UTF-8 without escapes beyond those JSON demands, no spaces, no floats. Instants are written in UTC
with microseconds and a Z; dates, UUIDs and enumerations as text; amounts (Decimal) as text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

_escribir = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonico(objeto: object) -> bytes:
    """The canonical bytes of a value made of mappings, sequences, text, integers, booleans, None and the types above.

    Raises TypeError on anything else, floats and naive datetimes included: they have no single written form.
    """
    return escrito(normalizado(objeto))


def escrito(normal: object) -> bytes:
    """The canonical bytes of what `normalizado` returned, or of what is made of such values."""
    return _escribir(normal).encode()


def normalizado(objeto: object) -> object:
    """The value in terms of plain JSON types, in the written form that `canonico` gives it."""
    match objeto:
        case Enum():
            return normalizado(objeto.value)
        case None | bool() | int() | str():
            return objeto
        case datetime():
            return momento_canonico(objeto)
        case date():
            return objeto.isoformat()
        case UUID() | Decimal():
            return str(objeto)
        case bytes():
            return objeto.hex()
        case Mapping():
            return {_clave(clave): normalizado(valor) for clave, valor in objeto.items()}
        case list() | tuple():
            return [normalizado(valor) for valor in objeto]
        case frozenset() | set():
            return sorted((normalizado(valor) for valor in objeto), key=str)
    msg = f"no canonical form for {type(objeto).__name__}"
    raise TypeError(msg)


def momento_canonico(momento: datetime) -> str:
    """An instant as `2026-11-23T22:58:00.000000Z`."""
    if momento.tzinfo is None:
        msg = "a naive datetime has no canonical form"
        raise TypeError(msg)
    return momento.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _clave(clave: object) -> str:
    if not isinstance(clave, str):
        msg = "keys of canonical JSON are text"
        raise TypeError(msg)
    return clave
