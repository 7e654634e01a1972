"""Take the document of an operation to its case."""

from __future__ import annotations

from uuid import UUID

from consistorio.economia.documentacion.consultas import CLASE, su_caso
from consistorio.economia.documentacion.models import DocumentoContable
from consistorio.economia.documentacion.permisos import EMITIR
from consistorio.economia.gasto.incorporacion import incorporar_si_abierto
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


@accion("expediente.documento.incorporado", permiso=EMITIR, norma="LPACAP art. 70.2")
def archivar_documento(*, actor: Actor, operacion_id: UUID, reloj: Reloj) -> bool:
    """The document of an operation of a case joins it, while that is open. Whether it is there.

    Who: the job of the same name; idempotent. Writes: DocumentoExpediente. Emits: expediente.documento.incorporado. Raises NoEncontrado (the case).
    """
    suyos = DocumentoContable.objects.select_related("operacion", "documento")
    suyo = suyos.filter(operacion=operacion_id).first()
    caso = su_caso(suyo.operacion) if suyo is not None else None
    if suyo is None or caso is None:
        return False
    return incorporar_si_abierto(caso, suyo.documento, EMITIR, origen=CLASE, actor=actor, reloj=reloj)
