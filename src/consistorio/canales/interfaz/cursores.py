"""Where a page of a long list goes on: something small in the address, which anybody may have written."""

from __future__ import annotations

from uuid import UUID


def identificador(texto: str | None) -> UUID | None:
    """The identifier that an address names; None when it names none."""
    try:
        return UUID(texto or "")
    except ValueError:
        return None


def numero(texto: str | None) -> int | None:
    """The positive whole number that an address names; None when it names none that a list could have."""
    return int(texto) if texto and texto.isdecimal() and len(texto) <= 18 else None
