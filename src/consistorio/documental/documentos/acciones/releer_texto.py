"""Having the text of a document read again, to find it by it."""

from __future__ import annotations

from uuid import UUID

from consistorio.documental.documentos.acceso import documento_para
from consistorio.documental.documentos.eventos import TextoPedido
from consistorio.documental.documentos.operaciones import cadena_de_documento
from consistorio.documental.documentos.operaciones_metadatos import CORREGIR
from consistorio.documental.documentos.textos import releer
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar


@accion("documento.texto.pedido", permiso=CORREGIR, norma="LPACAP arts. 26 y 70.1")
def releer_texto(*, actor: Actor, documento_id: UUID, reloj: Reloj) -> None:
    """Have the text of a document read again: what could not be read may be read now. Its bytes and metadata stay.

    Who: whoever may correct its metadata and see it. Writes: TextoDocumento. Emits: documento.texto.pedido. Raises NoEncontrado, NoPermitido.
    """
    documento = documento_para(actor, documento_id, motivo="leer otra vez su texto")
    releer(documento)
    anotar(cadena_de_documento(documento.id), TextoPedido(documento.id), actor=actor, reloj=reloj)
