"""When the sede was down, by its heartbeats: pure.

A process that serves its pages beats once a minute, if it can answer one. Between two beats further apart than that, nobody could file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import MADRID

MINUTO = timedelta(minutes=1)
# A beat may come late without anything being wrong
HOLGURA = timedelta(minutes=3)


@dato
class Tramo:
    """A stretch without service, to the minute."""

    desde: datetime
    hasta: datetime

    @property
    def minutos(self) -> int:
        """How long it was."""
        return int((self.hasta - self.desde) / MINUTO)


def tramos_caidos(latidos: Iterable[datetime], *, desde: datetime, hasta: datetime) -> list[Tramo]:
    """The stretches of an interval without service, given its good beats. `desde`: the sede worked or began to be watched then."""
    tramos, ultimo = [], desde
    for latido in [*sorted(uno for uno in latidos if desde <= uno <= hasta), hasta]:
        if latido - ultimo > HOLGURA:
            # The minute of the last beat was of service
            tramos.append(Tramo(min(ultimo + MINUTO, latido) if ultimo > desde else ultimo, latido))
        ultimo = latido
    return tramos


def del_dia(tramos: Iterable[Tramo], dia: date) -> list[Tramo]:
    """What of some stretches is of a day."""
    desde, hasta = limites_del_dia(dia)
    suyos = (Tramo(max(uno.desde, desde), min(uno.hasta, hasta)) for uno in tramos)
    return [uno for uno in suyos if uno.minutos > 0]


def minutos_de(tramos: Sequence[Tramo]) -> int:
    """How many minutes they are together."""
    return sum(tramo.minutos for tramo in tramos)


def limites_del_dia(dia: date) -> tuple[datetime, datetime]:
    """A day of Madrid, from midnight to midnight: not always twenty-four hours."""
    return datetime.combine(dia, time(), MADRID), datetime.combine(dia + timedelta(days=1), time(), MADRID)
