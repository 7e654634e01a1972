"""Facts of the copies of cases."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("exportacion.pedida", _("Se pidió una copia de todo el expediente"))
@dato
class ExportacionPedida:
    """Somebody of the staff asked for all its documents in one file. `clase`: comprimido or libro."""

    expediente_id: UUID
    exportacion_id: UUID
    clase: str


@evento("exportacion.hecha", _("Se hizo una copia de todo el expediente"))
@dato
class ExportacionHecha:
    """The file is ready for who asked for it: its SHA-256, and how many documents are in it."""

    expediente_id: UUID
    exportacion_id: UUID
    sha256: str
    documentos: int
