"""Expiry of a notification that nobody opened."""

from __future__ import annotations

from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.servicios.notificaciones import operaciones
from consistorio.servicios.notificaciones.acceso import notificacion_para
from consistorio.servicios.notificaciones.permisos import CADUCAR


@accion("notificacion.practicada", permiso=CADUCAR, norma="LPACAP arts. 30.3 y 43.2")
def caducar(*, actor: Actor, notificacion_id: UUID, reloj: Reloj) -> bool:
    """Hold a notification as refused when its ten natural days have ended without being opened.

    Who: the daily sweep. Emits NotificacionPracticada (caducada). Returns whether it expired now. Raises NoEncontrado.
    """
    notificacion = notificacion_para(actor, notificacion_id, motivo="", bloquear=True)
    return operaciones.caducar_si_toca(notificacion, actor=actor, reloj=reloj)
