"""Effects and later control of what is declared or communicated (LPACAP 69), in an open transaction and with the case's row locked."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.eventos_declaraciones import (
    DeclaracionComprobada,
    DeclaracionConEfectos,
    DeclaracionImposibleOtraVez,
    DeclaracionIncumplida,
    DeclaracionRestablecida,
    DeclaracionResuelta,
)
from consistorio.tramitacion.motor.models import Declaracion
from consistorio.tramitacion.motor.operaciones.decision import hechas_en_vigor

IMPOSIBILIDAD = "imposibilidad"


def dar_efectos(expediente: Expediente, *, dia: date, actor: Actor, reloj: Reloj) -> Declaracion:
    """What was filed has effects from its day (69.3): no term runs. Writes: Declaracion. Emits: motor.declaracion.con_efectos."""
    exigir_transaccion()
    naturaleza = expediente.version.tipada.legal.naturaleza
    declaracion = Declaracion.objects.create(expediente=expediente, naturaleza=naturaleza, desde=dia)
    _con_efectos(declaracion, expediente, actor=actor, reloj=reloj)
    return declaracion


def mover_efectos(expediente: Expediente, *, dia: date, actor: Actor, reloj: Reloj) -> None:
    """It counts as filed on that day, when whoever had to file it electronically did (68.4). Writes: Declaracion. Emits: the same."""
    exigir_transaccion()
    declaracion = bloqueada(expediente)
    if declaracion is None or declaracion.estado != Declaracion.Estado.POR_COMPROBAR:
        return
    declaracion.desde = dia
    declaracion.save(update_fields=["desde"])
    _con_efectos(declaracion, expediente, actor=actor, reloj=reloj)


def bloqueada(expediente: Expediente) -> Declaracion | None:
    """That of the case, locked; None when it began in another way."""
    return Declaracion.objects.select_for_update().filter(expediente=expediente).first()


def dar_por_comprobada(expediente: Expediente, *, documento_id: UUID, actor: Actor, reloj: Reloj) -> None:
    """It was checked and is right. Writes: Declaracion. Emits: motor.declaracion.comprobada."""
    exigir_transaccion()
    declaracion = bloqueada(expediente)
    if declaracion is None:
        return
    declaracion.estado, declaracion.comprobada_el = Declaracion.Estado.COMPROBADA, reloj.ahora()
    declaracion.save(update_fields=["estado", "comprobada_el"])
    hecho = DeclaracionComprobada(expediente.id, documento_id)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[declaracion])


def dar_por_incumplida(
    declaracion: Declaracion, expediente: Expediente, *, causa: str, constancia: date, actor: Actor, reloj: Reloj
) -> None:
    """What was declared is not so: a decision is due. Writes: Declaracion. Emits: motor.declaracion.incumplida."""
    exigir_transaccion()
    declaracion.estado, declaracion.constancia_el = Declaracion.Estado.INCUMPLIDA, constancia
    declaracion.save(update_fields=["estado", "constancia_el"])
    hecho = DeclaracionIncumplida(expediente.id, causa, constancia)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[declaracion])


def resolver_lo_declarado(expediente: Expediente, *, momento: datetime, actor: Actor, reloj: Reloj) -> None:
    """The decision counts as notified from `momento` (39.2, 40.4), the first time: it declares that it is impossible to go on, or that
    nothing stands in the way. Another end (a waiver) leaves what was declared as it was.

    Writes: Declaracion. Emits: motor.declaracion.resuelta.
    """
    exigir_transaccion()
    declaracion = bloqueada(expediente)
    if declaracion is None or (declaracion.resuelta_el is not None and declaracion.resuelta_el <= momento):
        return
    declaracion.resuelta_el = momento
    if declaracion.estado == Declaracion.Estado.INCUMPLIDA:
        hecha = hechas_en_vigor(expediente, "resolucion").first()
        if hecha is not None and hecha.resultado.get("sentido") == IMPOSIBILIDAD:
            declaracion.estado = Declaracion.Estado.IMPOSIBLE
        elif hecha is not None:
            declaracion.estado, declaracion.comprobada_el = Declaracion.Estado.COMPROBADA, momento
    declaracion.save(update_fields=["resuelta_el", "estado", "comprobada_el"])
    hecho = DeclaracionResuelta(expediente.id, declaracion.estado, momento)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[declaracion])


def restablecer(expediente: Expediente, *, decidido_en: UUID, actor: Actor, reloj: Reloj) -> bool:
    """The decision that it was impossible to go on was left without effect in that other case; whether it changed.

    Writes: Declaracion. Emits: motor.declaracion.restablecida.
    """
    hecho = DeclaracionRestablecida(expediente.id, decidido_en)
    return _pasar(expediente, Declaracion.Estado.IMPOSIBLE, Declaracion.Estado.RESTABLECIDA, hecho, actor, reloj)


def volver_a_imposible(expediente: Expediente, *, decidido_en: UUID, actor: Actor, reloj: Reloj) -> bool:
    """What was decided in that other case, by which it could go on, stands no more; whether it changed.

    Writes: Declaracion. Emits: motor.declaracion.imposible_otra_vez.
    """
    hecho = DeclaracionImposibleOtraVez(expediente.id, decidido_en)
    return _pasar(expediente, Declaracion.Estado.RESTABLECIDA, Declaracion.Estado.IMPOSIBLE, hecho, actor, reloj)


def _pasar(
    expediente: Expediente, desde: Declaracion.Estado, a: Declaracion.Estado, hecho: object, actor: Actor, reloj: Reloj
) -> bool:
    exigir_transaccion()
    declaracion = bloqueada(expediente)
    if declaracion is None or declaracion.estado != desde:
        return False
    declaracion.estado = a
    declaracion.save(update_fields=["estado"])
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[declaracion])
    return True


def _con_efectos(declaracion: Declaracion, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    hecho = DeclaracionConEfectos(expediente.id, declaracion.naturaleza, declaracion.desde)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[declaracion])
