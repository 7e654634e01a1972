"""What is found, whatever its kind."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from consistorio.nucleo.dato import dato


@dato
class Hallazgo:
    """Something found: what it is called, what it is of, its page, and when it is from. `id`: what the next page goes on from."""

    id: UUID
    titulo: str
    detalle: str
    url: str
    cuando: datetime | None = None
