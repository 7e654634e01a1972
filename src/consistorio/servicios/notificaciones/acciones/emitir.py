"""Ordering that the resolution of a case be notified."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.servicios.notificaciones import operaciones
from consistorio.servicios.notificaciones.encargos import de_la_resolucion
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.permisos import EMITIR
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.models import Tarea


@accion("notificacion.emitida", permiso=EMITIR, norma="LPACAP arts. 24.3, 40.2, 41 y 42.1; RD 203/2021 arts. 41 y 42")
def emitir(*, actor: Actor, expediente_id: UUID, reloj: Reloj) -> list[Notificacion]:
    """Notify the resolution of a case to every party: the open task `notificacion` waits until all are practised.

    Who: staff with `notificacion.emitir` on the case. Writes Notificacion; jobs prepare and seal them, and then they are put at
    disposal. Emits NotificacionEmitida. Raises NoEncontrado, FaseIncompatible (nothing to notify, already ordered, or a decision
    that positive silence or another end of the procedure overtook: 24.3.a), DatosIncorrectos (what art. 40.2 asks for is missing).
    """
    expediente = expediente_que_lleva(actor, expediente_id, EMITIR)
    tarea = (
        Tarea.objects.select_for_update(of=("self",))
        .select_related("expediente")
        .filter(expediente=expediente, tipo="notificacion", cerrada_el=None)
        .order_by("creada_el", "id")
        .first()
    )
    encargo = de_la_resolucion(expediente, tarea) if tarea is not None else None
    if tarea is None or encargo is None:
        raise FaseIncompatible(
            _("Este expediente no tiene una resolución firmada pendiente de notificar."),
            que_hacer=_("Mire el siguiente paso del expediente."),
        )
    motor.exigir_sentido(expediente, encargo.sentido, en=hoy(reloj))
    creadas = operaciones.emitir(expediente, encargo, actor=actor, reloj=reloj)
    if not creadas:
        raise FaseIncompatible(_("La notificación ya está en marcha: mire su estado en Comunicaciones."))
    motor.poner_en_espera(tarea, actor=actor, reloj=reloj)
    return creadas
