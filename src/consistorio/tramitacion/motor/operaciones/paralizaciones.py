"""What the town began of office and stands still because of a party: the term to decide is not counted meanwhile (LPACAP 25.2).

The law says that the computation is interrupted. It is read in the way that gives the town the least time: from the day on which who stops it is notified of
it, to that on which they act or it is noted that nothing stops it any more; and it goes on from where it was.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.consultas_paralizacion import paralizado_por
from consistorio.tramitacion.motor.models import ActoTramite
from consistorio.tramitacion.motor.operaciones.plazos import levantar, suspender
from consistorio.tramitacion.motor.reglas import CAUSA_PARALIZACION

CLASE = "paralizacion"


def notificada(expediente: Expediente, acto_id: UUID, *, dia: date, actor: Actor, reloj: Reloj) -> None:
    """Who stops it was told: the term stands still from that day, unless they acted before. Writes: Suspension, Plazo. Emits: motor.plazo.recalculado."""
    exigir_transaccion()
    quieta = paralizado_por(expediente)
    if quieta is not None and quieta.referencia == acto_id:
        suspender(expediente, causa=CAUSA_PARALIZACION, referencia=acto_id, desde=dia, actor=actor, reloj=reloj)


def reanudar(expediente: Expediente, *, hasta: date, actor: Actor, reloj: Reloj) -> None:
    """Nothing of a party stops it any more: the term goes on. Writes: Suspension, Plazo. Emits: motor.plazo.recalculado."""
    exigir_transaccion()
    quieta = paralizado_por(expediente)
    if quieta is not None:
        levantar(expediente, referencia=quieta.referencia, hasta=hasta, actor=actor, reloj=reloj)


def reanudar_si_es_de(expediente: Expediente, persona_id: UUID, *, dia: date, actor: Actor, reloj: Reloj) -> None:
    """A party filed something: if it was they who stopped the procedure, they do not any more. Writes and emits: what `reanudar` says."""
    exigir_transaccion()
    quieta = paralizado_por(expediente)
    if quieta is None:
        return
    if ActoTramite.objects.filter(id=quieta.referencia, datos__persona=str(persona_id)).exists():
        reanudar(expediente, hasta=dia, actor=actor, reloj=reloj)
