"""The worked year of the reference data: operations with their entries, and what they have to give. Not in a plain clone: then its tests say NOT RUN."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from consistorio.economia.cierre.reglas.regularizacion import sumar
from consistorio.economia.contabilidad.tipos import Partida
from consistorio.plataforma.base.rutas import RAIZ

EJEMPLO = "contabilidad/ejemplo_dorado_2025.json"
ULTIMA_DEL_ANIO = 64  # the rest is what closing does


def leer() -> dict[str, Any]:
    """The whole of it."""
    for carpeta in (os.environ.get("CONSISTORIO_ESQUEMAS", ""), str(RAIZ.parent / "shared" / "data")):
        if carpeta and (Path(carpeta) / EJEMPLO).is_file():
            leido: dict[str, Any] = json.loads((Path(carpeta) / EJEMPLO).read_text("utf-8"))
            return leido
    pytest.skip("NOT RUN: the worked year (CONSISTORIO_ESQUEMAS or ../shared/data) is not here")


def filas(operacion: Mapping[str, Any]) -> list[Partida]:
    """The rows that an operation of it says."""
    return [Partida(a["debe"], a["haber"], Decimal(str(a["importe"]))) for a in operacion["asientos"]]


def saldos_hasta(ejemplo: Mapping[str, Any], ultima: int) -> dict[str, Decimal]:
    """The balances after that operation, from its hand-checked entries."""
    operaciones = ejemplo["operaciones"]
    saldos = {cuenta: Decimal(saldo) for cuenta, saldo in operaciones[0]["saldos"].items()}
    for operacion in operaciones[1:ultima]:
        saldos = sumar(saldos, filas(operacion))
    return saldos


def como_se_escriben(partidas: Iterable[Partida]) -> list[tuple[str, str, Decimal]]:
    """Without their rules, in order, to be compared."""
    return sorted((p.debe, p.haber, p.importe) for p in partidas)
