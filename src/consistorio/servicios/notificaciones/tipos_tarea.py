"""The kind of task `notificacion`."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.servicios.notificaciones.encargos import de_la_resolucion
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.permisos import EMITIR
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.registro_tipos import AccionPosible, TipoTarea, tipo_tarea


@tipo_tarea("notificacion")
class TareaNotificacion(TipoTarea):
    """Notify the resolution (LPACAP 40); done when every party has been notified."""

    nombre = "Notificación"

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Notify, once."""
        impedimentos: list[str] = []
        if not actor.puede(EMITIR):
            impedimentos.append(_("Su puesto no ordena notificaciones."))
        if Notificacion.objects.filter(tarea_id=tarea.id).exists():
            impedimentos.append(
                _("La notificación está en marcha: espere a que se abra, se rechace o termine su plazo.")
            )
        elif de_la_resolucion(tarea.expediente, tarea) is None:
            impedimentos.append(_("No hay una resolución firmada que notificar."))
        return (
            AccionPosible("notificar", _("Notificar la resolución"), principal=True, impedimentos=tuple(impedimentos)),
        )

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """What is still to be practised."""
        suyas = Notificacion.objects.filter(tarea_id=tarea.id)
        if not suyas.exists():
            return (_("Falta ordenar la notificación."),)
        pendientes = suyas.filter(practicada_el=None).count()
        return (_("Faltan %d notificaciones por practicar.") % pendientes,) if pendientes else ()
