"""The receipt of what was filed joins the case that it opened or reached."""

from __future__ import annotations

from uuid import UUID

from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro.models import Justificante
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import DocumentoExpediente, Expediente
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento
from consistorio.tramitacion.solicitudes.consultas import expediente_de_asiento
from consistorio.tramitacion.solicitudes.permisos import INCORPORAR_JUSTIFICANTE

ORIGEN = "justificante"


@accion("expediente.documento.incorporado", permiso=INCORPORAR_JUSTIFICANTE, norma="LPACAP arts. 16.3 y 70.2")
def incorporar_justificante(*, actor: Actor, asiento_id: UUID, reloj: Reloj) -> DocumentoExpediente | None:
    """Put the receipt of an entry in the index of its case; None when there is no receipt or the case is in the archive.

    Who: the system. Writes: DocumentoExpediente. Emits: expediente.documento.incorporado. Raises NoEncontrado.
    """
    expediente_id = expediente_de_asiento(asiento_id)
    justificante = Justificante.objects.filter(asiento_id=asiento_id, documento__isnull=False).first()
    if expediente_id is None or justificante is None or justificante.documento_id is None:
        return None
    expediente = bloquear(expediente_id)
    if expediente.estado == Expediente.Estado.ARCHIVADO:
        return None
    documento = Documento.objects.get(id=justificante.documento_id)
    return incorporar_documento(
        expediente, documento_id=documento.id, huella=documento.huella, origen=ORIGEN, actor=actor, reloj=reloj
    )
