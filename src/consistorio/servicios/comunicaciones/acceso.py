"""The narrow door to a communication. Every passage is noted in the access log, and every refusal too."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.servicios.comunicaciones.consultas import visibles_para
from consistorio.servicios.comunicaciones.models import AdjuntoComunicacion, Comunicacion, Destino


def comunicacion_para(actor: Actor, comunicacion_id: UUID, *, motivo: str, bloquear: bool = False) -> Comunicacion:
    """A communication that the actor may see. `bloquear` locks the rows of its units, so that what is written about it goes one by
    one: its own row never changes, and nobody may lock it.

    Raises NoEncontrado, the same for what does not exist and for what may not be seen.
    """
    filas = visibles_para(actor).select_related("unidad", "expediente", "autor__persona", "tarea__unidad")
    comunicacion = filas.filter(id=comunicacion_id).first()
    registrar_acceso(
        actor,
        que="comunicacion",
        objeto_id=comunicacion_id,
        motivo=motivo,
        expediente_id=comunicacion.expediente_id if comunicacion is not None else None,
        permitido=comunicacion is not None,
    )
    if comunicacion is None:
        raise NoEncontrado(_("No encontramos esa comunicación."), que_hacer=_("Compruebe el número."))
    if bloquear:
        list(Destino.objects.select_for_update().filter(comunicacion=comunicacion).order_by("id").values_list("id"))
    return comunicacion


def adjunto_para(actor: Actor, comunicacion_id: UUID, adjunto_id: UUID, *, motivo: str) -> AdjuntoComunicacion:
    """What goes with a communication that the actor may see. Raises NoEncontrado."""
    comunicacion = comunicacion_para(actor, comunicacion_id, motivo=motivo)
    adjuntos = comunicacion.adjuntos.select_related("documento__contenido", "contenido")
    adjunto = adjuntos.filter(id=adjunto_id).first()
    if adjunto is None:
        raise NoEncontrado(_("No encontramos ese adjunto."))
    return adjunto
