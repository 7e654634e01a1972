"""What is written of an operation joins its case while that is open."""

from __future__ import annotations

from uuid import UUID

from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento


def incorporar_si_abierto(
    expediente_id: UUID, documento: Documento, permiso: str, *, origen: str, actor: Actor, reloj: Reloj
) -> bool:
    """Put a document of the accounts in the index of a case, where the parties do not see it by themselves. Whether it is there: nothing joins a case that was closed.

    Writes: DocumentoExpediente. Emits: expediente.documento.incorporado. Raises NoEncontrado.
    """
    expediente = expediente_para(actor, expediente_id, permiso, bloquear=True)
    if expediente.estado != Expediente.Estado.ABIERTO:
        return False
    incorporar_documento(
        expediente,
        documento_id=documento.id,
        huella=documento.huella,
        origen=origen,
        visible_interesado=False,
        actor=actor,
        reloj=reloj,
    )
    return True
