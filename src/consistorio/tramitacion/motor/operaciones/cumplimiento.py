"""The duty to decide and notify in term, met (LPACAP 21.1, 40.4)."""

from __future__ import annotations

from datetime import date, datetime, time

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import MADRID, Reloj, en_madrid
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.catalogo.tipos import DICTAR
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.eventos import PlazoRecalculado, SilencioSinEfecto
from consistorio.tramitacion.motor.models import Plazo, Terminacion
from consistorio.tramitacion.motor.operaciones.declaraciones import resolver_lo_declarado
from consistorio.tramitacion.motor.operaciones.plazos import ABIERTOS, dejar_de_vigilar
from consistorio.tramitacion.motor.operaciones.tareas import cancelar
from consistorio.tramitacion.motor.operaciones.terminaciones import cambiar_terminacion
from consistorio.tramitacion.motor.reglas import CAUSA_CUMPLIDO

# The tasks that the end of the term opens, besides that of declaring the lapse, which goes with it
DEL_SILENCIO = ("certificado_silencio", "resolucion_tras_silencio")


def cumplir(expediente: Expediente, *, momento: datetime, actor: Actor, reloj: Reloj) -> None:
    """The notification of the decision counts from `momento` (LPACAP 40.4, 43.3): the term is met, if that was in time.

    Late, it is noted when; silence took its effect all the same, or takes it at the next sweep, and what began of office has lapsed (25.1.b). The first decision counts, and of
    it the earliest proof: an attempt on paper is told when its acknowledgement comes back, days later, so the sweep may have taken
    the term as ended meanwhile. It had not: silence is left without effect with the tasks that it opened, unless it was certified.
    Where something was declared there is no term to meet: the decision has effects (69.4). Writes: Plazo, Declaracion, Vencimiento, Tarea, Terminacion. Emits: motor.plazo.recalculado, motor.silencio.sin_efecto.
    """
    exigir_transaccion()
    plazo = Plazo.objects.select_for_update().filter(expediente=expediente).first()
    if plazo is None:
        resolver_lo_declarado(expediente, momento=momento, actor=actor, reloj=reloj)
        return
    if plazo.cumplido_el is not None and plazo.cumplido_el <= momento:
        return
    plazo.cumplido_el = momento
    a_tiempo = en_madrid(momento).date() <= plazo.vence
    deshace = a_tiempo and plazo.estado == Plazo.Estado.VENCIDO and plazo.certificado_el is None
    if deshace or (a_tiempo and plazo.estado in ABIERTOS):
        plazo.estado, plazo.silencio_el = Plazo.Estado.CUMPLIDO, None
        dejar_de_vigilar(referencia=plazo.id)
    plazo.save(update_fields=["estado", "cumplido_el", "silencio_el"])
    anotar(
        expediente.cadena,
        PlazoRecalculado(expediente.id, plazo.vence, plazo.estado, CAUSA_CUMPLIDO),
        actor=actor,
        reloj=reloj,
    )
    if deshace:
        _deshacer_silencio(expediente, momento, actor=actor, reloj=reloj)


def cumplir_al_dictar(expediente: Expediente, *, dia: date, actor: Actor, reloj: Reloj) -> None:
    """What began of office was decided on `dia`: where the law asks that it be decided, and no more, it does not lapse (LPACAP 106.5, 107.3).

    Told later, as what was agreed in session, the lapse that the sweep had noted is undone. Its notification follows all the same.
    Writes: Plazo, Vencimiento, Tarea, Terminacion. Emits: motor.plazo.recalculado, motor.silencio.sin_efecto.
    """
    exigir_transaccion()
    maximo = expediente.version.tipada.legal.plazo
    plazo = Plazo.objects.select_for_update().filter(expediente=expediente, silencio="caducidad").first()
    if plazo is None or maximo is None or maximo.cumple != DICTAR or dia > plazo.vence:
        return
    if plazo.estado == Plazo.Estado.CUMPLIDO:
        return
    deshace = plazo.estado == Plazo.Estado.VENCIDO
    plazo.estado, plazo.silencio_el = Plazo.Estado.CUMPLIDO, None
    plazo.save(update_fields=["estado", "silencio_el"])
    dejar_de_vigilar(referencia=plazo.id)
    hecho = PlazoRecalculado(expediente.id, plazo.vence, plazo.estado, CAUSA_CUMPLIDO)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    if deshace:
        _deshacer_silencio(expediente, datetime.combine(dia, time.min, tzinfo=MADRID), actor=actor, reloj=reloj)


def _deshacer_silencio(expediente: Expediente, momento: datetime, *, actor: Actor, reloj: Reloj) -> None:
    anotar(expediente.cadena, SilencioSinEfecto(expediente.id, momento), actor=actor, reloj=reloj)
    for tarea in expediente.tareas.select_related("expediente").filter(codigo__in=DEL_SILENCIO, cerrada_el=None):
        dejar_de_vigilar(referencia=tarea.id)
        cancelar(tarea, actor=actor, reloj=reloj)
    _descartar_caducidad(expediente, actor=actor, reloj=reloj)


def _descartar_caducidad(expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    for terminacion in expediente.terminaciones.filter(
        clase=Terminacion.Clase.CADUCIDAD, estado="propuesta", cerrada_el=None
    ):
        terminacion.expediente = expediente
        cambiar_terminacion(terminacion, "descartada", actor=actor, reloj=reloj)
