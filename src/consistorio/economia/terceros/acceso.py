"""The narrow doors to a third party; each look is in the access log."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.economia.terceros.models import DocumentoDeTercero, Tercero
from consistorio.economia.terceros.permisos import VER
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.identidad.models import Persona


def tercero_para(actor: Actor, tercero_id: UUID, *, motivo: str, bloquear: bool = False) -> Tercero:
    """A ficha with its person, for whoever holds `terceros.ver`; with `bloquear`, one writer at a time on what hangs of it. Raises NoEncontrado,
    the same for who is not there and who may not look.
    """
    fichas = Tercero.objects.select_related("persona").filter(id=tercero_id)
    hallada = fichas.first() if actor.puede(VER) else None
    registrar_acceso(actor, que="tercero", objeto_id=tercero_id, motivo=motivo, permitido=hallada is not None)
    if hallada is None:
        raise NoEncontrado(_("No encontramos a ese tercero."))
    if bloquear:
        # The person's row: a ficha never changes, and the role of production has no right to lock it
        Persona.objects.select_for_update().get(id=hallada.persona_id)
    return hallada


def documento_para(actor: Actor, documento_id: UUID, *, motivo: str) -> Documento:
    """A document of a ficha, for whoever holds `terceros.ver`. Raises NoEncontrado."""
    suyos = DocumentoDeTercero.objects.select_related("documento__contenido").filter(documento_id=documento_id)
    hallado = suyos.first() if actor.puede(VER) else None
    registrar_acceso(actor, que="documento", objeto_id=documento_id, motivo=motivo, permitido=hallado is not None)
    if hallado is None:
        raise NoEncontrado(_("No existe ese documento o no puede verlo."))
    return hallado.documento
