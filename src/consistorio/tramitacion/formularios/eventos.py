"""Facts of forms and drafts. No answer travels in them: only identifiers and codes."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("formularios.borrador.creado", _("Se ha empezado un borrador"))
@dato
class BorradorCreado:
    """A draft was started."""

    borrador_id: UUID
    procedimiento: str
    formulario_id: UUID


@evento("formularios.borrador.guardado", _("Se ha guardado un paso del borrador"))
@dato
class BorradorGuardado:
    """A step of a draft was saved."""

    borrador_id: UUID
    paso: str


@evento("formularios.adjunto.anadido", _("Se ha adjuntado un archivo al borrador"))
@dato
class AdjuntoAnadido:
    """A file was attached to a draft."""

    borrador_id: UUID
    requisito: str
    contenido: str


@evento("formularios.adjunto.quitado", _("Se ha quitado un archivo del borrador"))
@dato
class AdjuntoQuitado:
    """A file was taken out of a draft."""

    borrador_id: UUID
    requisito: str
    contenido: str


@evento("formularios.borrador.interesado", _("Se han cambiado las personas que presentan el borrador"))
@dato
class InteresadoDeBorradorCambiado:
    """A person was added to those who file, or taken out."""

    borrador_id: UUID
    persona_id: UUID
    representante_id: UUID | None
    quitado: bool


@evento("formularios.borrador.recordado", _("Se ha recordado un borrador sin presentar"))
@dato
class BorradorRecordado:
    """The holder is told that a draft is not filed. `motivo`: sin_presentar or caduca."""

    borrador_id: UUID
    motivo: str


@evento("formularios.borrador.descartado", _("Se ha borrado un borrador"))
@dato
class BorradorDescartado:
    """A draft was deleted by its holder, or because it expired."""

    borrador_id: UUID
    motivo: str
