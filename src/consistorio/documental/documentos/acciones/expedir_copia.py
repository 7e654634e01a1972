"""Issue an authentic copy of a PDF with its code on every page."""

from __future__ import annotations

from uuid import UUID

from consistorio.documental.documentos.acceso import documento_para
from consistorio.documental.documentos.copias import copia_autentica
from consistorio.documental.documentos.cotejo import COTEJAR
from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


@accion(
    "documento.copia.expedida",
    "documento.capturado",
    permiso=COTEJAR,
    norma="LPACAP arts. 27.1 y 27.3; RD 203/2021 arts. 21 y 47",
)
def expedir_copia(*, actor: Actor, documento_id: UUID, reloj: Reloj) -> Documento:
    """An authentic copy, by staff, of a document of a case that lacks code and seal, as a document of its own that says of which it is
    a copy. `firma` hears the fact and has it sealed (LPACAP 27.3). The original stays as it is.

    One is enough: asked again, also by the party (`expedientes.acciones.pedir_copia`), the same one is answered. Who: whoever is
    habilitado (`copia.cotejar`), on a document that they may see. Writes: Contenido, Documento. Emits: documento.capturado,
    documento.copia.expedida. Raises: NoEncontrado, NoPermitido, Conflicto (it is an original by itself), DatosIncorrectos (not a PDF,
    password, damaged).
    """
    original = documento_para(actor, documento_id, motivo="expedición de copia", bloquear=True)
    return copia_autentica(original, actor=actor, reloj=reloj)
