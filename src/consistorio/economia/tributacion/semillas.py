"""The seeds of this room (`datos/`, which name their source)."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from consistorio.nucleo.dato import dato

CARPETA = Path(__file__).parent / "datos"


@dato
class Clave:
    """A key of perception."""

    clave: str
    subclave: str
    nombre: str
    grupo: str
    modelo: str
    anual: str


@dato
class Clave347:
    """The key of what is recognised in the economic codes that begin with `prefijo`; `motivo`: why it has none."""

    prefijo: str
    clave: str
    con_minimo: bool
    motivo: str


@cache
def claves() -> dict[tuple[str, str], Clave]:
    """The keys of perception, by key and subkey."""
    return {(f["clave"], f["subclave"]): Clave(**f) for f in _leer("claves.csv")}


@cache
def claves_347() -> tuple[Clave347, ...]:
    """Those of model 347, the longest prefix first."""
    filas = (Clave347(f["prefijo"], f["clave"], f["con_minimo"] == "si", f["motivo"]) for f in _leer("claves_347.csv"))
    return tuple(sorted(filas, key=lambda una: -len(una.prefijo)))


def casillas_303(
    clase: str, regimen: str, en: date, *, tipo: Decimal | None = None, inversion: bool = False
) -> tuple[str, str] | None:
    """The boxes of base and tax of model 303 of what is accrued (`devengado`, at a rate) or deducted (`deducible`) on a day; None when it has none."""
    suyas = [
        f
        for f in _leer("casillas_303.csv")
        if (f["clase"], f["regimen"]) == (clase, regimen)
        and (not f["tipo"] or tipo == Decimal(f["tipo"]))
        and f["inversion"] in ("", "si" if inversion else "no")
        and date.fromisoformat(f["desde"]) <= en
    ]
    ultima = max(suyas, key=lambda f: f["desde"], default=None)
    return (ultima["base"], ultima["cuota"]) if ultima is not None else None


def limite(concepto: str, en: date) -> Decimal:
    """How much it is on a day, in euros."""
    vigentes = [f for f in _leer("limites.csv") if f["concepto"] == concepto and date.fromisoformat(f["desde"]) <= en]
    return Decimal(max(vigentes, key=lambda f: f["desde"])["importe"])


@cache
def _leer(nombre: str) -> tuple[dict[str, str], ...]:
    lineas = (CARPETA / nombre).read_text("utf-8").splitlines()
    return tuple(csv.DictReader(linea for linea in lineas if not linea.startswith("#")))
