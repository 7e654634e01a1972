"""Seconds that each step of a story takes, with the processes of a town of its own: the median of several tellings.

A step is what a person does at a page, from the first request until its answer, with the jobs that it waits for; the whole
includes making the town and leaving the folder. `--opcion historia=concesion`, `--opcion veces=5`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.banco import RAIZ, Banco
from benchmarks.cifras import Cifra, percentil


def medir(banco: Banco) -> list[Cifra]:
    """Tell it, so many times: each step and the whole."""
    historia = banco.opciones.get("historia", "concesion")
    veces = int(banco.opciones.get("veces", banco.cuanto(5, 1)))
    vueltas = [contar(historia) for _vez in range(veces)]
    cifras = [_cifra(f"{historia}: {paso}", [pasos[paso] for _todo, pasos in vueltas]) for paso in vueltas[0][1]]
    return [*cifras, _cifra(f"{historia}: all of it", [todo for todo, _pasos in vueltas])]


def _cifra(que: str, tiempos: list[float]) -> Cifra:
    return Cifra(
        que=que, valor=round(percentil(tiempos, 50), 2), unidad="s (p50)", p95=round(percentil(tiempos, 95), 2)
    )


def contar(historia: str) -> tuple[float, dict[str, float]]:
    """Tell it once: seconds of the whole, and of each step."""
    with tempfile.TemporaryDirectory() as carpeta:
        salida = Path(carpeta) / "salida"
        empieza = time.monotonic()
        orden = [sys.executable, "-m", "consistorio.cli", "recorrido", str(salida), "--historia", historia]
        subprocess.run(orden, check=True, cwd=RAIZ, capture_output=True)
        todo = time.monotonic() - empieza
        pasos: dict[str, float] = json.loads((salida / "resumen.json").read_text("utf-8"))["segundos"]
    return todo, pasos
