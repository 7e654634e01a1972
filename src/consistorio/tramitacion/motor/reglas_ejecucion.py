"""Days on which what a case decided stands still, while an appeal or a review of office decides on it (LPACAP 108, 117). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from consistorio.nucleo.dato import dato


@dato
class Tramo:
    """Days on which what a case decided stood still: the first, and the one on which it went on; None while it stands still."""

    desde: date
    hasta: date | None

    def quieto(self, dia: date) -> bool:
        """Whether it stood still on a day."""
        return self.desde <= dia and (self.hasta is None or dia < self.hasta)


def sigue_quieto(tramos: Sequence[Tramo], *, hasta: date) -> bool:
    """Whether, of what one case let go on from a day, another one holds it from then."""
    return any(tramo.quieto(hasta) for tramo in tramos)


def inicio_del_suspenso(tramos: Sequence[Tramo], *, hasta: date) -> date | None:
    """The first of the days that stood still without a break until `hasta`, when they went on; None when nothing went on then."""
    inicio: date | None = None
    for tramo in sorted(tramos, key=lambda uno: uno.desde, reverse=True):
        if tramo.desde <= hasta and tramo.hasta is not None and (inicio or hasta) <= tramo.hasta <= hasta:
            inicio = tramo.desde
    return inicio
