"""What the town began of office and stands still because of a party: the term to decide is not counted meanwhile (LPACAP 25.2).

The law says that the computation is interrupted. It is read in the way that gives the town the least time: from the day on which who stops it is notified of
it, to that on which they act or it is noted that nothing stops it any more; and it goes on from where it was.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.tipos import Duracion, Unidad
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.consultas_paralizacion import RECORDATORIO, paralizado_por
from consistorio.tramitacion.motor.models import ActoTramite, Suspension, Tarea
from consistorio.tramitacion.motor.operaciones.plazos import levantar, suspender
from consistorio.tramitacion.motor.operaciones.tareas import TareaNueva, cancelar, crear
from consistorio.tramitacion.motor.reglas import CAUSA_PARALIZACION, contar

CLASE = "paralizacion"
DIAS_PARA_MIRAR = 5


def notificada(expediente: Expediente, acto_id: UUID, *, dia: date, actor: Actor, reloj: Reloj) -> None:
    """Who stops it was told: the term stands still from that day, unless they acted before. Writes: Suspension, Plazo. Emits: motor.plazo.recalculado."""
    exigir_transaccion()
    quieta = paralizado_por(expediente)
    if quieta is not None and quieta.referencia == acto_id:
        suspender(expediente, causa=CAUSA_PARALIZACION, referencia=acto_id, desde=dia, actor=actor, reloj=reloj)


def reanudar(expediente: Expediente, *, hasta: date, actor: Actor, reloj: Reloj) -> None:
    """Nothing of a party stops it any more: the term goes on, and there is nothing left to look at. Writes: Suspension, Plazo, Tarea. Emits:
    motor.plazo.recalculado, tarea.cancelada."""
    exigir_transaccion()
    quieta = paralizado_por(expediente)
    if quieta is None:
        return
    levantar(expediente, referencia=quieta.referencia, hasta=hasta, actor=actor, reloj=reloj)
    for tarea in Tarea.objects.filter(expediente=expediente, codigo=RECORDATORIO, cerrada_el=None):
        tarea.expediente = expediente
        cancelar(tarea, actor=actor, reloj=reloj)


def recordar(expediente: Expediente, quieta: Suspension, *, actor: Actor, reloj: Reloj) -> Tarea:
    """Ask its unit to look at whether it still stands still, in `DIAS_PARA_MIRAR` hábiles. Writes: Tarea. Emits: tarea.creada."""
    exigir_transaccion()
    dia = hoy(reloj)
    duracion = Duracion(DIAS_PARA_MIRAR, Unidad.DIAS_HABILES)
    nombre = _("Comprobar si sigue parado por causa de la persona interesada, desde el %(d)s (artículo 25.2)")
    nueva = TareaNueva(
        codigo=RECORDATORIO,
        tipo="libre",
        nombre=nombre % {"d": f"{quieta.desde:%d/%m/%Y}"},
        fase=expediente.fase,
        unidad_id=expediente.unidad_id,
        vence=contar(dia, duracion, calendario_de_la_sede(en=dia)).vence,
    )
    return crear(expediente, nueva, actor=actor, reloj=reloj)


def reanudar_si_es_de(expediente: Expediente, persona_id: UUID, *, dia: date, actor: Actor, reloj: Reloj) -> None:
    """A party filed something: if it was they who stopped the procedure, they do not any more. Writes and emits: what `reanudar` says."""
    exigir_transaccion()
    quieta = paralizado_por(expediente)
    if quieta is None:
        return
    if ActoTramite.objects.filter(id=quieta.referencia, datos__persona=str(persona_id)).exists():
        reanudar(expediente, hasta=dia, actor=actor, reloj=reloj)
