"""The command: many cases; 0 when all of them ended as they should, 1 when one did not."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import sys
import time
import traceback
from collections import Counter
from functools import partial


def main() -> int:
    """Run it."""
    analizador = argparse.ArgumentParser(prog="python -m pruebas.tramitaciones", description=__doc__)
    analizador.add_argument("--semilla", type=int, default=1)
    analizador.add_argument("--casos", type=int, default=1000)
    analizador.add_argument("--desde", type=int, default=0, metavar="N", help="first case of the seed that is played")
    analizador.add_argument("--solo", type=int, nargs="+", metavar="N", help="only these cases, told act by act")
    analizador.add_argument("--procesos", type=int, default=len(os.sched_getaffinity(0)))
    analizador.add_argument("--minutos", type=float, default=120, help="stop then, with what was done")
    args = analizador.parse_args()
    numeros = args.solo or list(range(args.desde, args.desde + args.casos))
    empieza = time.monotonic()
    # Even numbers in one size, odd ones in the other: a town of each
    lotes = [lote for resto in (0, 1) for lote in _repartir([n for n in numeros if n % 2 == resto], args.procesos)]
    jugar = partial(_jugar, semilla=args.semilla, limite=empieza + 60 * args.minutos, contando=bool(args.solo))
    with multiprocessing.get_context("fork").Pool(min(args.procesos, len(lotes)), maxtasksperchild=1) as grupo:
        cuentas = grupo.map(jugar, lotes, chunksize=1)
    return _decir(args, cuentas, time.monotonic() - empieza)


def _repartir(numeros: list[int], procesos: int) -> list[list[int]]:
    partes = max(1, procesos // 2)
    return [numeros[n::partes] for n in range(partes) if numeros[n::partes]]


def _jugar(numeros: list[int], *, semilla: int, limite: float, contando: bool) -> dict[str, Counter[str]]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "consistorio.conf.test"
    import django

    django.setup()
    from .corrida import jugar_varios

    try:
        return jugar_varios(numeros, semilla=semilla, limite=limite, contando=contando)
    except Exception as error:  # one of ours could not be read by the parent, which would wait for ever
        raise RuntimeError("".join(traceback.format_exception(error))) from None


def _decir(args: argparse.Namespace, cuentas: list[dict[str, Counter[str]]], segundos: float) -> int:
    total: dict[str, Counter[str]] = {}
    for cuenta in cuentas:
        for clave, suma in cuenta.items():
            total.setdefault(clave, Counter()).update(suma)
    fallos = total.pop("fallos", Counter())
    resumen = {
        "semilla": args.semilla,
        "casos": sum(total.get("procedimientos", Counter()).values()),
        "mal": sum(fallos.values()),
        **{clave: dict(sorted(suma.items())) for clave, suma in total.items()},
        "segundos": round(segundos),
        "maquina": f"{platform.machine()}, {args.procesos} procesos, Python {platform.python_version()}",
    }
    print(json.dumps(resumen, ensure_ascii=False, indent=1))
    return 1 if fallos else 0


if __name__ == "__main__":
    sys.exit(main())
