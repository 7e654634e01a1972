"""The command: many random operations, killed now and then; 0 when the accounts say what the oracle does, 1 when not."""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping
from random import Random


def main() -> int:
    """Run it on a database that nobody keeps."""
    analizador = argparse.ArgumentParser(prog="python -m pruebas.contabilidad", description=__doc__)
    analizador.add_argument("--semilla", type=int, default=1)
    analizador.add_argument("--ordenes", type=int, default=100_000)
    analizador.add_argument(
        "--vida", type=float, default=45, metavar="S", help="seconds that the process lives at most before it is killed"
    )
    args = analizador.parse_args()
    from consistorio.cli.desechable import base_desechable

    with base_desechable():
        from .fundacion import fundar
        from .juez import faltas
        from .sorteo import ordenes

        fundar()
        empieza = time.monotonic()
        muertes = matar_y_seguir(args.semilla, args.ordenes, args.vida)
        tarda = time.monotonic() - empieza
        if muertes < 0:
            return 1
        (_orden, _acepta, oraculo), *_resto = deque(ordenes(args.semilla, args.ordenes), maxlen=1)
        halladas = list(faltas(oraculo))
    for falta in halladas:
        print(falta)
    resumen = {
        "semilla": args.semilla,
        "ordenes": args.ordenes,
        "hechas": len(oraculo.aceptadas),
        "rechazadas": args.ordenes - len(oraculo.aceptadas),
        "muertes": muertes,
        "faltas": len(halladas),
        "segundos": round(tarda),
        "maquina": f"{platform.machine()}, Python {platform.python_version()}",
    }
    print(json.dumps(resumen, ensure_ascii=False, indent=1))
    return 1 if halladas else 0


def lanzar(semilla: int, cuantas: int, entorno: Mapping[str, str]) -> subprocess.Popen[str]:
    """The process that does the commands that are not done yet, and says one of each few."""
    orden = [sys.executable, "-m", "pruebas.contabilidad.proceso", str(semilla), str(cuantas)]
    return subprocess.Popen(orden, env=dict(entorno), stdout=subprocess.PIPE, text=True)


def matar_y_seguir(semilla: int, cuantas: int, vida: float) -> int:
    """Have the commands done by a process that is killed with -9 at random; how many times it was. -1 when it diverged."""
    azar, muertes = Random(semilla), 0
    while True:
        obrero = lanzar(semilla, cuantas, os.environ)
        try:
            salida, _errores = obrero.communicate(timeout=vida * (0.2 + 0.8 * azar.random()))
        except subprocess.TimeoutExpired:
            obrero.send_signal(signal.SIGKILL)
            obrero.communicate()
            muertes += 1
            continue
        if obrero.returncode != 0:
            print(salida)
            return -1
        return muertes


if __name__ == "__main__":
    sys.exit(main())
