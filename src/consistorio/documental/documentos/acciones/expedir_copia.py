"""Issue a copy of a PDF with its code on every page."""

from __future__ import annotations

from uuid import UUID

from consistorio.documental.documentos.acceso import documento_para
from consistorio.documental.documentos.copias import copiar
from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


@accion(
    "documento.copia.expedida",
    "documento.capturado",
    permiso="documento.crear",
    norma="LPACAP art. 27; RD 203/2021 arts. 21 y 47",
)
def expedir_copia(*, actor: Actor, documento_id: UUID, reloj: Reloj, estado_elaboracion: str = "EE02") -> Documento:
    """A stamped copy as a document of its own, with its CSV, that says of which document it is a copy. The original stays as it is.

    `estado_elaboracion`: EE02 (authentic: `firma` hears the fact and has it sealed, LPACAP 27.3) or EE99 (simple, without seal).
    Who: whoever may make documents, on one that they may see. Writes: Contenido, Documento. Emits: documento.capturado,
    documento.copia.expedida. Raises: DatosIncorrectos (not a PDF, password, damaged), NoEncontrado, NoPermitido.
    """
    original = documento_para(actor, documento_id, motivo="expedición de copia")
    return copiar(original, estado_elaboracion=estado_elaboracion, actor=actor, reloj=reloj)
