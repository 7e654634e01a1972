"""Trying a job again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola import operaciones as cola
from consistorio.plataforma.supervision.eventos import TrabajoReintentado
from consistorio.plataforma.supervision.models import IntervencionTrabajo


@accion("cola.trabajo.reintentado", permiso="colas.administrar", norma="RD 311/2022 anexo II op.exp.7")
def reintentar_trabajo(*, actor: Actor, trabajo_id: int, reloj: Reloj) -> IntervencionTrabajo:
    """Have a job that failed, was discarded or waits for its next try run now, with all its tries before it again.

    Who: technical administrators. Writes: IntervencionTrabajo. Emits: cola.trabajo.reintentado. Raises NoEncontrado,
    Conflicto when it runs, is done, already waits its turn, or another one like it waits.
    """
    trabajo = cola.bloquear(trabajo_id)
    if not cola.poner_en_espera(trabajo):
        raise Conflicto(
            _("El trabajo %(numero)d no se puede reintentar ahora.") % {"numero": trabajo_id},
            que_hacer=_("Está en curso, está hecho, espera ya su turno, o espera otro igual."),
        )
    intervencion = IntervencionTrabajo.objects.create(
        trabajo=trabajo_id, nombre=trabajo.nombre, que="reintentar", actor_id=actor.id, momento=reloj.ahora()
    )
    hecho = TrabajoReintentado(intervencion.id, trabajo_id, trabajo.nombre, trabajo.ids)
    anotar("sistema", hecho, actor=actor, reloj=reloj)
    return intervencion
