"""Seconds that each step of a story takes, with the processes of a town of its own: the median of several tellings.

    PYTHONPATH=src .venv/bin/python benchmarks/recorrido.py [--historia concesion] [--repeticiones 5]

A step is what a person does at a page, from the first request until its answer, with the jobs that it waits for; the whole
includes making the town and leaving the folder.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[1]


def contar(historia: str) -> tuple[float, dict[str, float]]:
    """Tell it once: seconds of the whole, and of each step."""
    with tempfile.TemporaryDirectory() as carpeta:
        salida = Path(carpeta) / "salida"
        empieza = time.monotonic()
        orden = [sys.executable, "-m", "consistorio.cli", "recorrido", str(salida), "--historia", historia]
        entorno = {**os.environ, "PYTHONPATH": str(RAIZ / "src")}
        subprocess.run(orden, check=True, cwd=RAIZ, env=entorno, capture_output=True)
        todo = time.monotonic() - empieza
        pasos: dict[str, float] = json.loads((salida / "resumen.json").read_text("utf-8"))["segundos"]
    return todo, pasos


def main() -> None:
    """Parse, tell, print."""
    analizador = argparse.ArgumentParser(description=__doc__)
    analizador.add_argument("--historia", default="concesion")
    analizador.add_argument("--repeticiones", type=int, default=5)
    args = analizador.parse_args()
    carga = os.getloadavg()[0]
    vueltas = [contar(args.historia) for _ in range(args.repeticiones)]
    maquina = platform.processor() or platform.machine()
    print(f"{maquina}, {os.cpu_count()} cores, Python {platform.python_version()}, load before {carga:.1f}")
    for paso in vueltas[0][1]:
        print(f"{statistics.median(pasos[paso] for _, pasos in vueltas):7.2f} s  {paso}")
    print(f"{statistics.median(todo for todo, _ in vueltas):7.2f} s  all, of {len(vueltas)} tellings")


if __name__ == "__main__":
    main()
