"""The command: many sequences; 0 when the town is what the model says in all of them, 1 when in one it is not."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import subprocess
import sys
import time
import traceback
from functools import partial
from pathlib import Path

from .cuenta import Cuenta, sumar


def main() -> int:
    """Run it."""
    analizador = argparse.ArgumentParser(prog="python -m pruebas.simulador", description=__doc__)
    analizador.add_argument("--semilla", type=int, default=1)
    analizador.add_argument("--secuencias", type=int, default=10_000)
    analizador.add_argument(
        "--desde", type=int, default=0, metavar="N", help="first sequence of the seed that is played"
    )
    analizador.add_argument("--solo", type=int, nargs="+", metavar="N", help="only these sequences, told act by act")
    analizador.add_argument("--procesos", type=int, default=len(os.sched_getaffinity(0)))
    analizador.add_argument("--minutos", type=float, default=120, help="stop then, with what was done")
    args = analizador.parse_args()
    numeros = args.solo or list(range(args.desde, args.desde + args.secuencias))
    procesos = min(args.procesos, len(numeros))
    empieza, revision = time.monotonic(), _revision()
    jugar = partial(_jugar, semilla=args.semilla, limite=empieza + 60 * args.minutos, contando=bool(args.solo))
    with multiprocessing.get_context("fork").Pool(procesos) as grupo:
        cuentas = grupo.map(jugar, [numeros[n::procesos] for n in range(procesos)], chunksize=1)
    return _decir(args, cuentas, time.monotonic() - empieza, revision)


def _jugar(numeros: list[int], *, semilla: int, limite: float, contando: bool) -> Cuenta:
    os.environ["DJANGO_SETTINGS_MODULE"] = "consistorio.conf.test"
    import django

    django.setup()
    from .corrida import jugar_varias

    try:
        return jugar_varias(numeros, semilla=semilla, limite=limite, contando=contando)
    except Exception as error:  # one of ours could not be read by the parent, which would wait for ever
        raise RuntimeError("".join(traceback.format_exception(error))) from None


def _revision() -> str:
    """The commit that was played, and whether something was changed on it."""
    aqui = Path(__file__).parent
    try:
        dicho = subprocess.run(
            ["git", "describe", "--always", "--dirty=+cambios", "--abbrev=12", "--exclude=*"],
            cwd=aqui,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return "sin git"
    return dicho.stdout.strip()


def _decir(args: argparse.Namespace, cuentas: list[Cuenta], segundos: float, revision: str) -> int:
    total = sumar(cuentas)
    for fallo in total.fallos[:20]:
        print(fallo)
    resumen = {
        "revision": revision,
        "semilla": args.semilla,
        "secuencias": total.secuencias,
        "con_sellos_de_tiempo": total.con_sellos,
        "diferencias": len(total.fallos),
        "actos": sum(total.actos.values()),
        "por_acto": dict(sorted(total.actos.items())),
        "llamadas_a_puertos": dict(sorted(total.llamadas.items())),
        "averias": dict(sorted(total.averias.items())),
        "segundos": round(segundos),
        "segundos_de_cpu_por_secuencia": round(total.cpu / max(1, total.secuencias), 2),
        "maquina": f"{platform.machine()}, {args.procesos} procesos, Python {platform.python_version()}",
    }
    print(json.dumps(resumen, ensure_ascii=False, indent=1))
    return 1 if total.fallos else 0


if __name__ == "__main__":
    sys.exit(main())
