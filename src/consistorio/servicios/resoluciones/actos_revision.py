"""The act that suspends the execution of what is reviewed of office or appealed (LPACAP 108, 117)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.servicios.resoluciones.suspensiones import exigir_suspendible, suspender
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.motor.operaciones.clase_acto import ClaseActo, hecha
from consistorio.tramitacion.motor.operaciones.efectos import registrar_clase


@registrar_clase
class ActoSuspension(ClaseActo):
    """Agreed by the organ that decides the review, or the appeal."""

    codigo = "suspension_acto"
    nombre = gettext_lazy("Suspensión de la ejecución del acto")
    accion = "suspender_ejecucion"
    origen = "suspension_acto"
    tipo_tarea = "suspension_acto"
    fase = "instruccion"
    del_organo = True
    abre_el_tramite = True

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """It stands still, and every party is told."""
        original = exigir_suspendible(expediente)
        suspender(expediente, original, documento_id=acto.documento_id, desde=hoy(reloj), actor=actor, reloj=reloj)
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj)
