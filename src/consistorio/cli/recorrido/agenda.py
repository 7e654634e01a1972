"""On which day each step of a story falls: the staff works on the working days of the town, the rest happens on any."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from consistorio.plataforma.calendario.tipos import Calendario


@dataclass
class Agenda:
    """The days of a story that counts from `inicio`, a midnight of Madrid. `atraso`: days that it is behind what was planned."""

    inicio: datetime
    calendario: Calendario
    atraso: int = 0

    def momento(self, dia: int, hora: str, *, cualquier_dia: bool) -> datetime:
        """When a step takes place. What waits for a working day delays all that follows, so the days between steps (those of a
        term too) are never fewer than planned. Raises CalendarioIncompleto."""
        if not cualquier_dia:
            fecha = self._fecha(dia + self.atraso)
            self.atraso += (self.calendario.habil_desde(fecha) - fecha).days
        horas, minutos = (int(parte) for parte in hora.split(":"))
        return (self.inicio + timedelta(days=dia + self.atraso)).replace(hour=horas, minute=minutos)

    def habil_hasta(self, dia: int) -> int:
        """That day, or the last working day before it, for what has to be done by then. Raises CalendarioIncompleto."""
        while not self.calendario.es_habil(self._fecha(dia + self.atraso)):
            dia -= 1
        return dia

    def _fecha(self, dia: int) -> date:
        return self.inicio.date() + timedelta(days=dia)
