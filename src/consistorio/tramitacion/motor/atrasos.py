"""When a task is late: one rule for the trays, the team, the figures and the digest.

The internal date of a task tells its unit how it goes. What waits for a citizen, a signature or a term that the law gives is not late: nobody
of the unit can do it. When it goes on again, `tras_esperar` gives back the days that it waited.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from consistorio.tramitacion.motor.models import Tarea

# The same in the statements that count, of a task `t` on the day `hoy`
ATRASADA = f"t.vence < %(hoy)s AND t.estado <> '{Tarea.Estado.EN_ESPERA.value}'"


def se_puede_hacer() -> Q:
    """Of open tasks, those that wait for nobody else."""
    return ~Q(estado=Tarea.Estado.EN_ESPERA)


def atrasadas(dia: date) -> Q:
    """Of open tasks, those that could have been done and whose date is over that day."""
    return se_puede_hacer() & Q(vence__lt=dia)


def apremia(tarea: Tarea, dia: date) -> bool:
    """Whether a task can be done and its date is that day, or over."""
    return tarea.vence is not None and tarea.vence <= dia and tarea.estado != Tarea.Estado.EN_ESPERA


def tras_esperar(vence: date, *, desde: date, hasta: date) -> date:
    """The date of a task that waited from one day to another: as many days were left then as now."""
    return vence + (hasta - desde)
