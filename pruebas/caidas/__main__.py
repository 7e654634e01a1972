"""Runs the proof: load, deaths, recovery, judgement. 0: nothing was lost; 1: something was, and it says what and the seed."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pruebas.caidas import gemelo, juez
from pruebas.caidas.guion import Muerte, guion
from pruebas.caidas.pueblo import Pueblo

PACIENCIA = 600.0


def main(argumentos: Sequence[str]) -> int:
    """Parse, run, print."""
    analizador = argparse.ArgumentParser(prog="pruebas.caidas", description=__doc__)
    analizador.add_argument("--semilla", type=int, default=1)
    analizador.add_argument("--asientos", type=int, default=10_000)
    analizador.add_argument("--muertes", type=int, default=50)
    analizador.add_argument("--escritores", type=int, default=8)
    analizador.add_argument("--casos", type=int, default=4, help="whole cases, from application to closing, meanwhile")
    analizador.add_argument(
        "--recuperar",
        type=float,
        default=PACIENCIA,
        help="seconds to let the queue end; under 180, what died last is not back yet",
    )
    analizador.add_argument(
        "--carpeta", type=Path, help="where the town is made, and left; without it, it is left where something failed"
    )
    analizador.add_argument(
        "--sin-carga", action="store_true", help="the town of --carpeta had its load: only let it recover, and judge"
    )
    args = analizador.parse_args(argumentos)
    carpeta = args.carpeta or Path(tempfile.mkdtemp(prefix="caidas-"))
    pueblo = Pueblo(carpeta.absolute())
    empieza = time.monotonic()
    try:
        pueblo.usar()
        print(f"seed {args.semilla}: the town is up ({time.monotonic() - empieza:.0f} s)", flush=True)
        caidos = [] if args.sin_carga else cargar(pueblo, args)
        cargado = time.monotonic() - empieza
        quedan = recuperar(pueblo, args.recuperar)
        recuperado = time.monotonic() - empieza
        pueblo.parar_procesos()
        fallos, cifras = juez.juzgar(pueblo, semilla=args.semilla, asientos=args.asientos, casos=args.casos)
        try:
            gemelo.copiar_y_comparar(pueblo, fallos, cifras)
        except Exception as error:  # what the judge found is told all the same
            fallos.append(f"the copy: {error!r}")
    finally:
        pueblo.cerrar()
    if args.carpeta is None and not fallos:
        shutil.rmtree(carpeta, ignore_errors=True)
    resumen = {
        "semilla": args.semilla,
        "asientos": args.asientos,
        "escritores": args.escritores,
        "muertes": dict(Counter(caidos)),
        "segundos": {"carga": round(cargado), "recuperacion": round(recuperado - cargado)},
        "sin_acabar": quedan,
        **cifras,
        "fallos": fallos,
        "maquina": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
    }
    print(json.dumps(resumen, indent=1, ensure_ascii=False))
    return 1 if fallos else 0


def cargar(pueblo: Pueblo, args: argparse.Namespace) -> list[str]:
    """Load the town and kill by the script until all is acknowledged; the kinds that died."""
    for i in range(args.escritores):
        pueblo.cargar(
            f"escritor-{i}",
            *("pruebas.caidas.escritor", "--diario", str(pueblo.var / f"escritor-{i}.jsonl")),
            *("--semilla", str(args.semilla), "--asientos", str(args.asientos)),
            *("--escritores", str(args.escritores), "--resto", str(i)),
        )
    if args.casos:
        pueblo.cargar(
            "tramitador",
            *("pruebas.caidas.tramitador", "--diario", str(pueblo.var / "tramitador.jsonl")),
            *("--semilla", str(args.semilla), "--casos", str(args.casos)),
        )
    pendientes = list(guion(args.semilla, asientos=args.asientos, muertes=args.muertes))
    caidos: list[str] = []
    proximo: tuple[float, Muerte] | None = None
    vivo = True

    def seguir() -> bool:
        nonlocal proximo, vivo
        if pendientes and proximo is None and acusados(pueblo) >= pendientes[0].tras:
            proximo = time.monotonic() + pendientes[0].espera, pendientes.pop(0)
        if proximo is not None and time.monotonic() >= proximo[0]:
            muerte = proximo[1]
            cayo = pueblo.matar(muerte.quien, muerte.cual)
            proximo = None
            if cayo:
                caidos.append(muerte.quien)
            print(f"{muerte.tras:>6} {muerte.quien}: {cayo or 'nobody'}", flush=True)
        vivo = pueblo.revivir()
        return vivo or proximo is not None

    pueblo.supervisor.vigilar(seguir)
    return caidos


def acusados(pueblo: Pueblo) -> int:
    """Entries acknowledged so far."""
    return sum(f.read_bytes().count(b'"hecho"') for f in pueblo.var.glob("escritor-*.jsonl"))


def recuperar(pueblo: Pueblo, segundos: float) -> int:
    """Nobody touches anything: the town ends what it had in hand. How many jobs still wait when the patience ends."""
    limite = time.monotonic() + segundos
    pueblo.supervisor.vigilar(lambda: time.monotonic() < limite and juez.pendientes(pueblo.url) > 0)
    return juez.pendientes(pueblo.url)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
