"""Why the credit of a year bears the obligation of an expense of an earlier one (RD 500/1990 art. 26.2). Pure; the reasons are dated data (`datos/gasto_de_antes.csv`)."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from consistorio.nucleo.dato import dato

FICHERO: Final = Path(__file__).parent / "datos" / "gasto_de_antes.csv"
PLENO: Final = "pleno"
ACTO: Final = "acto"
COMPROMISO: Final = "compromiso"
EXTRAJUDICIAL: Final = "extrajudicial"


@dato
class CausaDeAntes:
    """A reason that the law admits since a day. `prueba`: PLENO, ACTO, COMPROMISO, or "" when none is asked."""

    codigo: str
    texto: str
    prueba: str
    articulo: str
    desde: date
    hasta: date | None


@cache
def todas() -> dict[str, CausaDeAntes]:
    """All of them, by their code."""
    lineas = [linea for linea in FICHERO.read_text("utf-8").splitlines() if not linea.startswith("#")]
    return {
        fila["causa"]: CausaDeAntes(
            fila["causa"],
            fila["texto"],
            fila["prueba"],
            fila["articulo"],
            date.fromisoformat(fila["desde"]),
            date.fromisoformat(fila["hasta"]) if fila["hasta"] else None,
        )
        for fila in csv.DictReader(lineas)
    }


def causas(en: date) -> dict[str, CausaDeAntes]:
    """Those of a day, by their code."""
    return {c: una for c, una in todas().items() if una.desde <= en and (una.hasta is None or en <= una.hasta)}
