"""Facts of the calendar."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("calendario.publicado", _("Calendario de días inhábiles publicado"))
@dato
class CalendarioPublicado:
    """A version of a territory's inhábiles for a year is in force. `huella`: SHA-256 of its canonical content."""

    publicacion_id: UUID
    ambito: str
    territorio: str
    anio: int
    version: int
    huella: str
