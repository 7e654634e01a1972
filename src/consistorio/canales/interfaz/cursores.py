"""Where a page of a long list goes on: an identifier in the address, which anybody may have written."""

from __future__ import annotations

from uuid import UUID


def identificador(texto: str | None) -> UUID | None:
    """The identifier that an address names; None when it names none."""
    try:
        return UUID(texto or "")
    except ValueError:
        return None
