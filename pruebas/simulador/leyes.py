"""Days and terms, written again from Ley 39/2015 (articles 30, 31 and 43); the holidays are those that the example town published."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

MADRID = ZoneInfo("Europe/Madrid")
PUBLICADOS = Path(__file__).parents[2] / "src/consistorio/plataforma/calendario/datos"


def _leer() -> frozenset[date]:
    lineas = [linea for f in sorted(PUBLICADOS.glob("*.csv")) for linea in f.read_text("utf-8").splitlines()]
    return frozenset(date.fromisoformat(linea[:10]) for linea in lineas if linea[:1].isdigit())


INHABILES = _leer()


def dia(momento: datetime) -> date:
    """The day that it is in the town."""
    return momento.astimezone(MADRID).date()


def habil(cual: date) -> bool:
    """30.2: neither Saturday, Sunday nor holiday."""
    return cual.weekday() < 5 and cual not in INHABILES


def primer_habil(cual: date) -> date:
    """30.5: that day, or the first hábil after it."""
    while not habil(cual):
        cual += timedelta(days=1)
    return cual


def habiles(desde: date, cuantos: int) -> date:
    """30.2 and 30.3: counted from the day after."""
    cual = desde
    for _ in range(cuantos):
        cual = primer_habil(cual + timedelta(days=1))
    return cual


def meses(desde: date, cuantos: int, mas_dias: int = 0) -> date:
    """30.4 and 30.5: the same day of the month, or its last; `mas_dias` for which it was suspended (22.1) put off its end."""
    anio, mes = divmod(desde.month - 1 + cuantos, 12)
    anio, mes = desde.year + anio, mes + 1
    fin = date(anio, mes, min(desde.day, calendar.monthrange(anio, mes)[1]))
    return primer_habil(fin + timedelta(days=mas_dias))


def ultimo_acceso(puesta: datetime) -> date:
    """43.2: ten natural days from the one after it was put at disposal, not put off when the last is inhábil (as the town reads it)."""
    return dia(puesta) + timedelta(days=10)


def fin_del_dia(cual: date) -> datetime:
    """Its last second in the town."""
    manana = datetime.combine(cual + timedelta(days=1), datetime.min.time(), MADRID)
    return manana.astimezone(UTC) - timedelta(seconds=1)
