"""Kinds of task of this room: `propuesta` and `resolucion`."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.servicios.resoluciones import consultas
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.permisos import ELEVAR, PROPONER
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.registro_tipos import AccionPosible, TipoTarea, tipo_tarea
from consistorio.tramitacion.motor.tipos_tarea import esperas_del_expediente


@tipo_tarea("propuesta")
class TareaPropuesta(TipoTarea):
    """Write the proposal (LPACAP 88.7)."""

    nombre = "Propuesta de resolución"

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Propose."""
        sin_permiso = () if actor.puede(PROPONER) else (_("Su puesto no redacta propuestas de resolución."),)
        impedimentos = (*sin_permiso, *esperas_del_expediente(tarea))
        return (AccionPosible("proponer", _("Redactar la propuesta"), principal=True, impedimentos=impedimentos),)

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """It is done by making the proposal, not by hand."""
        hecha = Resolucion.objects.filter(tarea_propuesta_id=tarea.id).exclude(estado=Resolucion.Estado.BORRADOR)
        falta = () if hecha.exists() else (_("Falta hacer la propuesta de resolución."),)
        return (*falta, *esperas_del_expediente(tarea))


@tipo_tarea("resolucion")
class TareaResolucion(TipoTarea):
    """Number, sign (LPACAP 88)."""

    nombre = "Resolución"

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Send it to be signed; or change it first, when it was returned."""
        resolucion = consultas.vigente_de(tarea.expediente_id)
        impedimentos: list[str] = []
        if not actor.puede(ELEVAR):
            impedimentos.append(_("Enviar a la firma es de la jefatura o de la Secretaría."))
        if resolucion is None or resolucion.estado == Resolucion.Estado.BORRADOR:
            impedimentos.append(_("Falta hacer la propuesta de resolución."))
        elif resolucion.estado == Resolucion.Estado.EN_FIRMA and resolucion.documento_id is None:
            texto = _("Tiene el número %s. Su documento se está preparando; cuando esté, irá solo a la firma.")
            impedimentos.append(texto % resolucion.numero_completo)
        elif resolucion.estado == Resolucion.Estado.EN_FIRMA:
            impedimentos.append(_("Está en firma con el número %s.") % resolucion.numero_completo)
        elevar = AccionPosible("elevar", _("Enviar a la firma"), principal=True, impedimentos=tuple(impedimentos))
        if resolucion is not None and resolucion.estado in {Resolucion.Estado.DEVUELTA, Resolucion.Estado.PROPUESTA}:
            return (elevar, AccionPosible("redactar", _("Cambiar el texto")))
        return (elevar,)

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """It is done when it is signed."""
        firmada = Resolucion.objects.filter(tarea_id=tarea.id, estado=Resolucion.Estado.FIRMADA)
        return () if firmada.exists() else (_("Falta firmar la resolución."),)
