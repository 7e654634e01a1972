"""The acts of the later control of what was declared: asking for its documents, and saying that it is right (LPACAP 69)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.declaraciones import CONFORME
from consistorio.tramitacion.motor.models import ActoTramite, Requerimiento, Tarea
from consistorio.tramitacion.motor.operaciones import comunicaciones, tramites
from consistorio.tramitacion.motor.operaciones.clase_acto import ClaseActo, a_todos, hecha
from consistorio.tramitacion.motor.operaciones.comunicaciones import Comunicacion, comunicar
from consistorio.tramitacion.motor.operaciones.declaraciones import dar_por_comprobada
from consistorio.tramitacion.motor.operaciones.flujo import exigir


class ActoDocumentacion(ClaseActo):
    """Request of the documents that prove what was declared (LPACAP 69.1): signed by who handles the case."""

    codigo = "documentacion"
    nombre = gettext_lazy("Requerimiento de la documentación de lo declarado")
    accion = "requerir_documentacion"
    origen = "requerimiento"
    tipo_tarea = "requerimiento"
    fase = "instruccion"

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """It is issued and on its way to who declares; its task waits for the answer. Nothing is suspended: no term runs."""
        exigir(expediente, "comprobacion")
        requerimiento = tramites.emitir_requerimiento(
            tarea,
            expediente,
            clase=Requerimiento.Clase.DOCUMENTACION,
            documento_id=acto.documento_id,
            defectos=acto.datos["defectos"],
            dias=acto.datos["dias"],
            suspende=False,
            actor=actor,
            reloj=reloj,
        )
        comunicacion = Comunicacion(
            acto.documento_id, _("Envíe la documentación de lo que declaró"), f"requerimiento:{requerimiento.id}"
        )
        destinatarios = comunicaciones.presentadores_de(expediente)
        comunicar(expediente, comunicacion, destinatarios=destinatarios, actor=actor, reloj=reloj)


class ActoComprobada(ClaseActo):
    """What was declared was checked and is right (LPACAP 69.3): signed by who handles the case."""

    codigo = "comprobada"
    nombre = gettext_lazy("Resultado de la comprobación: conforme")
    accion = "dar_por_conforme"
    origen = "comprobacion"
    tarea_propia = False

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """Those who declared are told, and nothing is left to decide."""
        exigir(expediente, "comprobacion")
        if not tarea.abierta:
            raise FaseIncompatible(_("La comprobación ya terminó."))
        dar_por_comprobada(expediente, documento_id=acto.documento_id, actor=actor, reloj=reloj)
        comunicacion = Comunicacion(
            acto.documento_id,
            _("Hemos comprobado lo que declaró: es conforme"),
            f"comprobada:{acto.id}",
            efecto=comunicaciones.INFORMA,
        )
        a_todos(expediente, comunicacion, actor=actor, reloj=reloj)
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj, codigo=CONFORME)
