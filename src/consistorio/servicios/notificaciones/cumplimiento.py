"""When the town's duty to notify a decision in term is met (LPACAP 40.4), by channel and with several parties.

- By electronic means: from the puesta a disposición in the sede (43.3).
- On paper: from the first attempt at the door that its acknowledgement proves (40.4), on the day and at the hour of the attempt
  and not when it is written down here. That it can also be read in the sede meanwhile (42.1) is not enough, because 43.3 speaks of
  those who are notified by electronic means. If it is opened in the sede first, from that access (41.7, 43.1).
- With several parties: from the last of those who asked. Silence is for them (24.1): with one of them without notification in
  term, what they asked together is not decided in term; that a neighbour who is a party too gets it later changes nothing for
  them. In a case of office nobody asked: from the last of all.

The whole text of the decision travels in each one. Only decisions (`resolucion:`) have this duty.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.consultas import cadena_de_expediente
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.notificaciones.eventos import ObligacionCumplida
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.tramitacion.expedientes.models import Interesado

DECISION = "resolucion:"


def comprobar(notificacion: Notificacion, *, actor: Actor, reloj: Reloj) -> None:
    """Say that the duty is met, once every notification that it asks for counts. Said again when an earlier proof comes.

    The case is locked by the caller. Emits ObligacionCumplida.
    """
    exigir_transaccion()
    if not notificacion.referencia.startswith(DECISION):
        return
    momentos = [_desde_cuando(una) for una in _de_quienes_cuentan(notificacion)]
    contados = [momento for momento in momentos if momento is not None]
    if len(contados) < len(momentos):
        return
    hecho = ObligacionCumplida(notificacion.expediente_id, notificacion.referencia, max(contados))
    anotar(cadena_de_expediente(notificacion.expediente_id), hecho, actor=actor, reloj=reloj)


def _de_quienes_cuentan(notificacion: Notificacion) -> Sequence[Notificacion]:
    todas = list(Notificacion.objects.filter(referencia=notificacion.referencia).prefetch_related("intentos"))
    pidieron = set(
        Interesado.objects.filter(
            expediente_id=notificacion.expediente_id, papel=Interesado.Papel.SOLICITANTE
        ).values_list("persona_id", flat=True)
    )
    return [una for una in todas if una.destinatario_id in pidieron] or todas


def _desde_cuando(notificacion: Notificacion) -> datetime | None:
    """From when it counts; None while it does not."""
    if notificacion.canal == Notificacion.Canal.ELECTRONICA:
        return notificacion.puesta_a_disposicion
    pruebas = [intento.momento for intento in notificacion.intentos.all()]
    if notificacion.practicada_el is not None:
        pruebas.append(notificacion.practicada_el)
    return min(pruebas, default=None)
