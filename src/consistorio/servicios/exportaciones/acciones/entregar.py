"""Hand over a copy that was made."""

from __future__ import annotations

from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.exportaciones.acciones.pedir import SE_GUARDA
from consistorio.servicios.exportaciones.eventos import ExportacionHecha
from consistorio.servicios.exportaciones.models import Exportacion
from consistorio.servicios.exportaciones.permisos import ENTREGAR
from consistorio.tramitacion.expedientes.acceso import bloquear


@accion("exportacion.hecha", permiso=ENTREGAR, norma="LPACAP arts. 53.1.a y 70")
def entregar(*, actor: Actor, exportacion_id: UUID, tamano: int, sha256: str, documentos: int, reloj: Reloj) -> bool:
    """Its file is in the store: who asked for it may take it for a day. False, and nothing, when it was handed over or taken
    away already.

    Who: the job that makes them. Writes: Exportacion. Emits: exportacion.hecha.
    """
    expediente_id = Exportacion.objects.filter(id=exportacion_id).values_list("expediente_id", flat=True).first()
    if expediente_id is None:
        return False
    expediente = bloquear(expediente_id)
    exportacion = Exportacion.objects.select_for_update().get(id=exportacion_id)
    if exportacion.estado != Exportacion.Estado.PENDIENTE:
        return False
    exportacion.estado, exportacion.tamano, exportacion.motivo = Exportacion.Estado.HECHA, tamano, ""
    exportacion.hechos, exportacion.caduca_el = exportacion.total, reloj.ahora() + SE_GUARDA
    exportacion.save(update_fields=["estado", "tamano", "motivo", "hechos", "caduca_el"])
    anotar(
        expediente.cadena, ExportacionHecha(expediente.id, exportacion.id, sha256, documentos), actor=actor, reloj=reloj
    )
    return True
