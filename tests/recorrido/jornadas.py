"""On which days the staff of a story worked, by the log that it left and the files of inhábiles, without the product."""

from __future__ import annotations

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

from .entrega import RAIZ, Entrega

CALENDARIOS = RAIZ / "src/consistorio/plataforma/calendario/datos"
SABADO = 5


def inhabiles() -> set[date]:
    """The days that the example town and those above it declare."""
    lineas = [linea for ruta in CALENDARIOS.glob("*.csv") for linea in ruta.read_text("utf-8").splitlines()]
    return {date.fromisoformat(linea[:10]) for linea in lineas if linea and not linea.startswith("#")}


def trabajados(entrega: Entrega) -> tuple[set[date], set[date]]:
    """The days on which somebody of the staff did something in the story, and those of them that are not working days. The town is made
    before the story, at the time of the machine: what is later than that is not of the story."""
    hechos = [json.loads(linea) for linea in entrega.lineas]
    momentos = [datetime.fromisoformat(hecho["momento"]).astimezone(ZoneInfo("Europe/Madrid")) for hecho in hechos]
    dias = {
        momento.date()
        for hecho, momento in zip(hechos, momentos, strict=True)
        if hecho["actor"]["clase"] == "empleado" and momento < momentos[0]
    }
    fiestas = inhabiles()
    return dias, {dia for dia in dias if dia in fiestas or dia.weekday() >= SABADO}
