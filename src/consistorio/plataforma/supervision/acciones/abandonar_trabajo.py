"""Giving a job up."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola import operaciones as cola
from consistorio.plataforma.supervision.eventos import TrabajoAbandonado
from consistorio.plataforma.supervision.models import IntervencionTrabajo


@accion("cola.trabajo.abandonado", permiso="colas.administrar", norma="RD 311/2022 anexo II op.exp.7")
def abandonar_trabajo(*, actor: Actor, trabajo_id: int, motivo: str, reloj: Reloj) -> IntervencionTrabajo:
    """Decide that a job that failed or waits will not be done, saying why (1 to 500 characters, no personal data).

    The room that asked for it may subscribe to the fact. Who: technical administrators. Writes: IntervencionTrabajo.
    Emits: cola.trabajo.abandonado. Raises NoEncontrado, DatosIncorrectos without a reason, Conflicto when it runs or ended.
    """
    motivo = motivo.strip()
    if not 1 <= len(motivo) <= 500:
        raise DatosIncorrectos(
            _("No se ha abandonado el trabajo."),
            problemas=[Problema("motivo", _("Escriba por qué se abandona, en 500 caracteres como mucho."))],
        )
    trabajo = cola.bloquear(trabajo_id)
    if not cola.retirar(trabajo):
        raise Conflicto(
            _("El trabajo %(numero)d no se puede abandonar: está en curso o ya ha terminado.") % {"numero": trabajo_id},
            que_hacer=_("Si está en curso, espere a que acabe."),
        )
    intervencion = IntervencionTrabajo.objects.create(
        trabajo=trabajo_id,
        nombre=trabajo.nombre,
        que="abandonar",
        motivo=motivo,
        actor_id=actor.id,
        momento=reloj.ahora(),
    )
    hecho = TrabajoAbandonado(intervencion.id, trabajo_id, trabajo.nombre, trabajo.ids)
    anotar("sistema", hecho, actor=actor, reloj=reloj)
    return intervencion
