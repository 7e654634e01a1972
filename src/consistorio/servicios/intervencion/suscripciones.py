"""What this room does on facts of others."""

from __future__ import annotations

from uuid import UUID

from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.servicios.intervencion import operaciones
from consistorio.servicios.intervencion.models import Fiscalizacion
from consistorio.tramitacion.expedientes.acceso import bloquear

CON_RESULTADO = (Fiscalizacion.Estado.FAVORABLE, Fiscalizacion.Estado.OBSERVACIONES, Fiscalizacion.Estado.LEVANTADO)


@suscrito("resolucion.redactada")
def al_cambiar_la_propuesta(hecho: HechoAnotado) -> None:
    """The result is of the proposal that was examined: one that says something else is examined again. A reparo goes on by its own way."""
    huella = str(hecho.datos["huella"])
    otras = Fiscalizacion.objects.filter(
        expediente_id=UUID(str(hecho.datos["expediente_id"])), estado__in=CON_RESULTADO
    ).exclude(huella=huella)
    if not otras.exists():
        return
    expediente = bloquear(UUID(str(hecho.datos["expediente_id"])))
    for fiscalizacion in otras.select_for_update().order_by("id"):
        operaciones.pedir_otra_vez(fiscalizacion, expediente, actor=hecho.actor, reloj=hecho.reloj)
