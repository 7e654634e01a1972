"""What this room does on facts of others."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.auditoria.consultas import cadena_de_expediente
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.servicios.tributos import operaciones
from consistorio.servicios.tributos.models import Liquidacion
from consistorio.tramitacion.expedientes.acceso import bloquear


@suscrito("motor.ejecucion.reanudada")
def al_reanudar(hecho: HechoAnotado) -> None:
    """What a case decided goes on: a job counts again the terms of what it owes, with that case locked. The fact is noted in both cases."""
    if hecho.cadena != cadena_de_expediente(UUID(str(hecho.datos["original_id"]))):
        return
    encolar("tributos.reanudar", expediente_id=str(hecho.datos["original_id"]), hasta=str(hecho.datos["hasta"]))


@suscrito("notificacion.practicada")
def al_notificar(hecho: HechoAnotado) -> None:
    """A liquidation was notified: its voluntary term runs (LGT 62.2)."""
    clase, _separador, identificador = str(hecho.datos.get("referencia") or "").partition(":")
    if clase != "liquidacion":
        return
    expediente = bloquear(UUID(str(hecho.datos["expediente_id"])))
    liquidacion = Liquidacion.objects.select_for_update().get(id=UUID(identificador), expediente=expediente)
    momento = datetime.fromisoformat(str(hecho.datos["momento"]))
    operaciones.notificada(liquidacion, expediente, dia=en_madrid(momento).date(), actor=hecho.actor, reloj=hecho.reloj)
