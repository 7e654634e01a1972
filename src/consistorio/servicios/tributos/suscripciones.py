"""What this room does on facts of others."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.servicios.tributos import operaciones
from consistorio.servicios.tributos.models import Liquidacion
from consistorio.tramitacion.expedientes.acceso import bloquear


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
