"""Pure rules of whose turn it is: the order of the entries among matters that are alike (LPACAP 71.2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from consistorio.nucleo.dato import dato


@dato
class Turno:
    """A task as the order of dispatch sees it.

    `asunto`: what it shares with those that are alike (unit, procedure, code of the task); None when it is like no other. `entrada`: when
    its case started. `vence`: its internal date. `parada`: nothing can be done with it yet.
    """

    tarea_id: UUID
    asunto: tuple[UUID, UUID, str] | None
    entrada: datetime
    vence: date | None = None
    parada: bool = False


def va_antes(una: Turno, otra: Turno) -> bool:
    """Whether the first has its turn before the second: both alike, its case entered before, and something can be done with it.

    Its internal date changes nothing: it is no reasoned order. Nor has a task that waits for somebody else lost its turn, but nobody is
    made to wait for it.
    """
    return una.asunto is not None and una.asunto == otra.asunto and una.entrada < otra.entrada and not una.parada


def siguiente(turnos: Iterable[Turno]) -> Turno | None:
    """What to do next: the matter of the task that expires first, and of that matter the task of the oldest case.

    Tasks without a date go after those that have one; of the same date, the oldest case first. None when nothing can be done.
    """
    posibles = [turno for turno in turnos if not turno.parada]
    if not posibles:
        return None
    urgente = min(posibles, key=lambda t: (t.vence or date.max, t.entrada, t.tarea_id))
    anteriores = [turno for turno in posibles if va_antes(turno, urgente)]
    return min(anteriores or [urgente], key=lambda t: (t.entrada, t.tarea_id))
