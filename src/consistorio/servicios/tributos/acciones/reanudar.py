"""Count again the terms to pay of what stood still."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.servicios.tributos import operaciones
from consistorio.servicios.tributos.permisos import DOCUMENTAR
from consistorio.tramitacion.expedientes.acceso import bloquear


@accion("tributos.liquidacion.reanudada", permiso=DOCUMENTAR, norma="LPACAP arts. 108 y 117")
def reanudar_liquidaciones(*, actor: Actor, expediente_id: UUID, hasta: date, reloj: Reloj) -> int:
    """What a case decided goes on from a day: the days to pay that its debts had left when it stopped are left again. How many moved.

    Who: the job of the same name; idempotent. Writes: Liquidacion. Emits: tributos.liquidacion.reanudada. Raises NoEncontrado.
    """
    expediente = bloquear(expediente_id)
    return len(operaciones.reanudar(expediente, hasta=hasta, actor=actor, reloj=reloj))
