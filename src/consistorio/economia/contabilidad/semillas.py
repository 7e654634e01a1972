"""The seeds of this room: the chart, the posting rules and the equivalences, as they come with the product (`datos/`, which name their source)."""

from __future__ import annotations

import csv
import hashlib
from datetime import date
from pathlib import Path

CARPETA = Path(__file__).parent / "datos"
EN_VIGOR = date(2015, 1, 1)  # since when Orden HAP/1781/2013 is in force
FICHEROS = ("plan.csv", "reglas.csv", "equivalencias.csv")


def leer(nombre: str) -> list[dict[str, str]]:
    """The rows of a seed; its lines that begin with # say where it comes from."""
    lineas = (CARPETA / nombre).read_text("utf-8").splitlines()
    return list(csv.DictReader(linea for linea in lineas if not linea.startswith("#")))


def huella() -> str:
    """SHA-256 in hex of the three of them."""
    return hashlib.sha256(b"".join((CARPETA / nombre).read_bytes() for nombre in FICHEROS)).hexdigest()
