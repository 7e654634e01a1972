"""Facts of the documents that are being written, in the chain of their case. The parties are not told of them."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("redaccion.version.subida", _("Se subió una versión de un borrador"))
@dato
class VersionSubida:
    """A draft has another version, with these bytes; number 1 begins it."""

    expediente_id: UUID
    borrador_id: UUID
    numero: int
    sha256: str


@evento("redaccion.conversion.pedida", _("Se pidió hacer un PDF de un borrador"))
@dato
class ConversionPedida:
    """A version written as a text is going to be made into a PDF."""

    expediente_id: UUID
    borrador_id: UUID
    numero: int


@evento("redaccion.conversion.hecha", _("Se hizo el PDF de un borrador, o no se pudo"))
@dato
class ConversionHecha:
    """The PDF of a version: its SHA-256; empty when it could not be made."""

    expediente_id: UUID
    borrador_id: UUID
    numero: int
    sha256: str


@evento("redaccion.tomada", _("Alguien tomó un borrador para trabajar en él"))
@dato
class BorradorTomado:
    """Somebody has it out: others read it."""

    expediente_id: UUID
    borrador_id: UUID
    empleado_id: UUID


@evento("redaccion.soltada", _("Se soltó un borrador sin una versión nueva"))
@dato
class BorradorSoltado:
    """Who had it out does not any more; `empleado_id`: whose it was, given up by them or taken from them by the actor."""

    expediente_id: UUID
    borrador_id: UUID
    empleado_id: UUID


@evento("redaccion.terminada", _("Un borrador se incorporó al expediente o se descartó"))
@dato
class BorradorTerminado:
    """A draft is written no more. `documento_id`: the document that its last version is, if it was put in the case."""

    expediente_id: UUID
    borrador_id: UUID
    documento_id: UUID | None
