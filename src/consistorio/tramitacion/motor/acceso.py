"""The narrow door to tasks: through that of their case."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import NoEncontrado, NoPermitido
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Tarea


def tarea_para(actor: Actor, tarea_id: UUID, permiso: str) -> tuple[Tarea, Expediente]:
    """The task and its case, both locked (case first), for who does the work: its unit, or whoever it is assigned to.

    Raises NoEncontrado, NoPermitido.
    """
    expediente_id = Tarea.objects.filter(id=tarea_id).values_list("expediente_id", flat=True).first()
    if expediente_id is None:
        raise NoEncontrado(_("No encontramos esa tarea."))
    expediente = expediente_para(actor, expediente_id, permiso, bloquear=True)
    tarea = Tarea.objects.select_for_update(of=("self",)).select_related("unidad").get(id=tarea_id)
    tarea.expediente = expediente
    if not puede_hacerla(actor, tarea):
        raise NoPermitido(
            _("Esta tarea es de %(u)s.") % {"u": tarea.unidad.nombre},
            que_hacer=_("Si debe hacerla usted, pida que se la asignen."),
        )
    return tarea, expediente


def puede_hacerla(actor: Actor, tarea: Tarea) -> bool:
    """Whether the work is this actor's: of their unit, or assigned to them; system processes too.

    Who shares out the work of a unit shares out that of their own alone: seeing a case does not make its other tasks theirs.
    """
    if actor.clase is ClaseActor.SISTEMA:
        return True
    return tarea.unidad_id in actor.unidades or tarea.asignada_a_id == actor.id
