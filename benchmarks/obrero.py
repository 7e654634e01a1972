"""One of several processes at once (`banco.a_la_vez`): gets ready, says so, begins when it is told, and answers what it cost."""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Generator

from benchmarks.banco import Banco, Gasto, memoria_mayor
from consistorio.cli.entorno import preparar_django


def main() -> None:
    """`module:function` and its errand as JSON."""
    preparar_django(base=False)
    modulo, _dos, nombre = sys.argv[1].partition(":")
    gasto = Gasto()
    obra: Generator[None] = getattr(importlib.import_module(modulo), nombre)(
        Banco.del_entorno(), json.loads(sys.argv[2]), gasto
    )
    next(obra)
    print("listo", flush=True)
    sys.stdin.readline()
    antes = time.process_time()
    for _ in obra:
        raise RuntimeError("it stops only once")
    cpu = time.process_time() - antes
    print(
        json.dumps({"cpu": cpu, "tiempos": gasto.tiempos, "pasos": gasto.pasos, "memoria": memoria_mayor()}), flush=True
    )


if __name__ == "__main__":
    main()
