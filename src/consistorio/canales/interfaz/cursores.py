"""Where a page of a long list goes on: something small in the address, which anybody may have written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID


def identificador(texto: str | None) -> UUID | None:
    """The identifier that an address names; None when it names none."""
    try:
        return UUID(texto or "")
    except ValueError:
        return None


def dia_e_identificador(direccion: Mapping[str, str]) -> tuple[date, UUID] | None:
    """Where a list in order of date goes on, as `dia` and `tras` of an address say; None when they name no such place."""
    ultimo = identificador(direccion.get("tras"))
    try:
        dia = date.fromisoformat(direccion.get("dia", ""))
    except ValueError:
        return None
    return (dia, ultimo) if ultimo else None


def numero(texto: str | None) -> int | None:
    """The positive whole number that an address names; None when it names none that a list could have."""
    return int(texto) if texto and texto.isdecimal() and len(texto) <= 18 else None
