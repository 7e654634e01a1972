"""The seeds of this room (`datos/`, which name their source)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

CARPETA = Path(__file__).parent / "datos"


def tantos_de_dudoso_cobro(en: date) -> Mapping[int, Decimal]:
    """Years since the right -> the least part of it that is doubtful, from 0 to 1, as the law was on a day. The oldest one is also of those that are older."""
    vigentes = [fila for fila in _filas() if date.fromisoformat(fila["desde"]) <= en]
    ultima = max((fila["desde"] for fila in vigentes), default="")
    return {int(f["antiguedad"]): Decimal(f["por_ciento"]) / 100 for f in vigentes if f["desde"] == ultima}


@cache
def _filas() -> tuple[dict[str, str], ...]:
    lineas = (CARPETA / "dudoso_cobro.csv").read_text("utf-8").splitlines()
    return tuple(csv.DictReader(linea for linea in lineas if not linea.startswith("#")))
