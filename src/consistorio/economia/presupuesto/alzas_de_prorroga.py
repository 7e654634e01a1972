"""Why a credit of the extended budget may go up (RD 500/1990 art. 21.3). Pure; the reasons are dated data (`datos/alzas_de_prorroga.csv`)."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from consistorio.nucleo.dato import dato

FICHERO: Final = Path(__file__).parent / "datos" / "alzas_de_prorroga.csv"


@dato
class Causa:
    """A reason that the law admits since a day. `economicas`: how the economic code of its applications begins."""

    codigo: str
    texto: str
    economicas: tuple[str, ...]
    articulo: str
    desde: date
    hasta: date | None


@cache
def _todas() -> tuple[Causa, ...]:
    lineas = [linea for linea in FICHERO.read_text("utf-8").splitlines() if not linea.startswith("#")]
    return tuple(
        Causa(
            fila["causa"],
            fila["texto"],
            tuple(fila["economicas"].split()),
            fila["articulo"],
            date.fromisoformat(fila["desde"]),
            date.fromisoformat(fila["hasta"]) if fila["hasta"] else None,
        )
        for fila in csv.DictReader(lineas)
    )


def causas(en: date) -> dict[str, Causa]:
    """Those of a day, by their code."""
    return {una.codigo: una for una in _todas() if una.desde <= en and (una.hasta is None or en <= una.hasta)}
