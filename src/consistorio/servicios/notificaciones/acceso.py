"""The narrow door of the notifications."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.servicios.notificaciones.consultas import visibles_para
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.tramitacion.expedientes import acceso as expedientes
from consistorio.tramitacion.expedientes.apartados import exigir_que_interviene


def notificacion_para(actor: Actor, notificacion_id: UUID, *, motivo: str, bloquear: bool = False) -> Notificacion:
    """A notification that the actor may know of; with `bloquear`, its case and then its row are locked, in that order.

    The read is noted in the access log, granted or not. Raises NoEncontrado, also when the actor may not know; NoPermitido with
    `bloquear`, of who was set apart from the case.
    """
    hallada = (
        visibles_para(actor)
        .select_related("expediente", "destinatario", "representante")
        .filter(id=notificacion_id)
        .first()
    )
    if actor.clase is not ClaseActor.SISTEMA:
        registrar_acceso(
            actor,
            que="notificacion",
            objeto_id=notificacion_id,
            motivo=motivo,
            expediente_id=hallada.expediente_id if hallada else None,
            permitido=hallada is not None,
        )
    if hallada is None:
        raise NoEncontrado(
            _("No encontramos esa notificación."), que_hacer=_("Compruebe que es suya o de quien representa.")
        )
    if not bloquear:
        return hallada
    exigir_que_interviene(hallada.expediente_id, actor)
    expedientes.bloquear(hallada.expediente_id)
    return (
        Notificacion.objects.select_for_update(of=("self",))
        .select_related("expediente__unidad", "destinatario", "representante")
        .get(id=notificacion_id)
    )
