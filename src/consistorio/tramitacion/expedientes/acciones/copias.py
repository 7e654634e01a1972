"""The parties' right to authentic copies of the documents of their case (LPACAP 27.4 and 53.1.a)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.acceso import documento_para
from consistorio.documental.documentos.copias import copia_autentica
from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.expedientes.permisos import MIS_EXPEDIENTES


@accion(
    "documento.copia.expedida",
    "documento.capturado",
    permiso=MIS_EXPEDIENTES,
    norma="LPACAP arts. 27.3, 27.4 y 53.1.a; RD 203/2021 art. 48",
)
def pedir_copia(*, actor: Actor, documento_id: UUID, reloj: Reloj) -> Documento:
    """An authentic copy of a document of one's own case that lacks code and seal, made at once and sealed by a job (which follows
    from its fact).

    One is enough: asked again, the same one is answered. Who: a party or who acts for it, on a document that they may see.
    Writes: Contenido, Documento, SelloPedido. Emits: documento.copia.expedida, documento.capturado.
    Raises NoEncontrado, NoPermitido, Conflicto (it is an original by itself), DatosIncorrectos (not a PDF, or one that cannot be read).
    """
    original = documento_para(
        actor, documento_id, motivo=_("Copia auténtica para la persona interesada"), bloquear=True
    )
    return copia_autentica(original, actor=actor, reloj=reloj)
