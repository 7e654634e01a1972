"""Send the document of an operation to Intervención to be signed."""

from __future__ import annotations

from uuid import UUID

from consistorio.documental.documentos.operaciones import cadena_de_documento
from consistorio.economia.documentacion.consultas import emision_de, por_que_no_se_firma, referencia_de, su_caso
from consistorio.economia.documentacion.eventos import DocumentoEnFirma
from consistorio.economia.documentacion.models import DocumentoContable
from consistorio.economia.documentacion.operaciones import CAMPO_DE_INTERVENCION
from consistorio.economia.gasto.firma import FirmaDeIntervencion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.tramitacion.expedientes.models import Expediente


@accion(
    "documentacion.documento.en_firma",
    permiso=FISCALIZAR,
    norma="TRLRHL arts. 200 a 205 y 214; RD 500/1990 arts. 52 a 68",
)
def pedir_firma(*, actor: Actor, operacion_id: UUID, reloj: Reloj) -> DocumentoContable:
    """Send the document of an operation to the post of Intervención, which signs it over the seal of the town. One that came back unsigned may be sent again.

    Who: with `intervencion.fiscalizar`. Writes: Circuito. Emits: documentacion.documento.en_firma, firma.circuito.pedido. Raises FaseIncompatible (it has no document yet, or
    it waits for its signature, or has it), NoEncontrado (nobody holds the post).
    """
    suyo = (
        DocumentoContable.objects.select_for_update(of=("self",))
        .select_related("operacion", "documento")
        .filter(operacion=operacion_id)
        .first()
    )
    if (porque := por_que_no_se_firma(emision_de(operacion_id))) or suyo is None:
        raise FaseIncompatible(porque)
    caso_id = su_caso(suyo.operacion)
    caso = Expediente.objects.filter(id=caso_id).first() if caso_id is not None else None
    FirmaDeIntervencion.de(caso, reloj=reloj).pedir(
        suyo.documento,
        CAMPO_DE_INTERVENCION,
        referencia=referencia_de(operacion_id),
        causa="firma:documento_contable",
        actor=actor,
        reloj=reloj,
    )
    hecho = DocumentoEnFirma(operacion_id, suyo.documento_id)
    anotar(cadena_de_documento(suyo.documento_id), hecho, actor=actor, reloj=reloj)
    return suyo
