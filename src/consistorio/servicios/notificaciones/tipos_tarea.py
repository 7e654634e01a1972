"""The kind of task `notificacion`."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.notificaciones.encargos import de_la_resolucion
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.permisos import EMITIR
from consistorio.tramitacion.catalogo.tipos import DefinicionTarea
from consistorio.tramitacion.formularios.valores import Datos
from consistorio.tramitacion.motor.declaraciones import CONFORME
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.operaciones import problemas_de_decision
from consistorio.tramitacion.motor.registro_tipos import AccionPosible, TipoTarea, tipo_tarea


@tipo_tarea("notificacion")
class TareaNotificacion(TipoTarea):
    """Notify the resolution (LPACAP 40); done when every party has been notified."""

    nombre = gettext_lazy("Notificación")
    permiso = EMITIR

    def sobra(self, tarea: DefinicionTarea, hechos: Datos) -> bool:
        """What was declared and found right needs no decision, and so no notification of it (LPACAP 69.3)."""
        return hechos.get("resultado_comprobacion") == CONFORME

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Notify, once."""
        impedimentos: list[str] = []
        if not actor.puede(EMITIR):
            impedimentos.append(_("Su puesto no ordena notificaciones."))
        if Notificacion.objects.filter(tarea_id=tarea.id).exists():
            impedimentos.append(
                _("La notificación está en marcha: espere a que se abra, se rechace o termine su plazo.")
            )
        else:
            impedimentos += self._por_la_resolucion(tarea)
        return (
            AccionPosible("notificar", _("Notificar la resolución"), principal=True, impedimentos=tuple(impedimentos)),
        )

    def _por_la_resolucion(self, tarea: Tarea) -> list[str]:
        """There is none to notify, or what came after it leaves it without effect (LPACAP 24.3.a, 84)."""
        encargo = de_la_resolucion(tarea.expediente, tarea)
        if encargo is None:
            return [_("No hay una resolución firmada que notificar.")]
        problemas = problemas_de_decision(tarea.expediente, encargo.sentido, en=hoy(reloj_de_la_casa()))
        return [problema.mensaje for problema in problemas]

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """What is still to be practised."""
        suyas = Notificacion.objects.filter(tarea_id=tarea.id)
        if not suyas.exists():
            return (_("Falta ordenar la notificación."),)
        pendientes = suyas.filter(practicada_el=None).count()
        if not pendientes:
            return ()
        falta = ngettext(
            "Falta %(n)d notificación por practicar.", "Faltan %(n)d notificaciones por practicar.", pendientes
        )
        return (falta % {"n": pendientes},)
