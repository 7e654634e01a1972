"""The act that suspends the execution of what is reviewed of office (LPACAP 108)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj
from consistorio.servicios.resoluciones import revisiones
from consistorio.servicios.resoluciones.models import Revision
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.motor.operaciones.clase_acto import ClaseActo, a_todos, hecha
from consistorio.tramitacion.motor.operaciones.comunicaciones import Comunicacion
from consistorio.tramitacion.motor.operaciones.efectos import registrar_clase
from consistorio.tramitacion.motor.operaciones.flujo import exigir


@registrar_clase
class ActoSuspension(ClaseActo):
    """Agreed by the organ that decides the review."""

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
        exigir(expediente, "suspension_acto")
        revision = (
            Revision.objects.select_for_update(of=("self",))
            .select_related("expediente", "original")
            .filter(expediente=expediente, suspendida_el=None)
            .first()
        )
        if revision is None:
            raise FaseIncompatible(_("La ejecución de ese acto ya está suspendida."))
        revisiones.suspender(revision, documento_id=acto.documento_id, actor=actor, reloj=reloj)
        asunto = _("Se suspende la ejecución de un acto que se revisa")
        a_todos(
            expediente,
            Comunicacion(acto.documento_id, asunto, f"suspension_acto:{revision.id}"),
            actor=actor,
            reloj=reloj,
        )
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj)
