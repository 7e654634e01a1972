"""The references under which the registry asks for seals, and how to know them again when the seal is there."""

from __future__ import annotations

from uuid import UUID

_JUSTIFICANTE = "registro.justificante:"
_LIBRO = "registro.libro:"


def referencia_de_justificante(asiento_id: UUID) -> str:
    """Reference of the seal of an entry's receipt."""
    return f"{_JUSTIFICANTE}{asiento_id}"


def referencia_de_libro(edicion_id: UUID) -> str:
    """Reference of the seal of a printed book."""
    return f"{_LIBRO}{edicion_id}"


def asiento_de(referencia: str) -> UUID | None:
    """The entry whose receipt a reference names, if it is one of those."""
    return UUID(referencia.removeprefix(_JUSTIFICANTE)) if referencia.startswith(_JUSTIFICANTE) else None


def edicion_de(referencia: str) -> UUID | None:
    """The printed book that a reference names, if it is one of those."""
    return UUID(referencia.removeprefix(_LIBRO)) if referencia.startswith(_LIBRO) else None
