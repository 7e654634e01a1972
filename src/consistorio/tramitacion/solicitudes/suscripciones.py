"""What submissions do on facts of the registry."""

from __future__ import annotations

from uuid import UUID

from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.tramitacion.solicitudes.consultas import expediente_de_asiento


@suscrito("registro.justificante.emitido")
def al_emitir_justificante(hecho: HechoAnotado) -> None:
    """The receipt of an entry of a case belongs in it: by a job, because the case is locked before the registry."""
    asiento_id = UUID(str(hecho.datos["asiento_id"]))
    if expediente_de_asiento(asiento_id) is not None:
        encolar("solicitudes.incorporar_justificante", asiento_id=asiento_id)
