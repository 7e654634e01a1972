"""One measurement in this process; its figures as the last line of the output."""

from __future__ import annotations

import importlib
import json
import sys
import time

from benchmarks.banco import Banco
from benchmarks.cifras import Cifra
from benchmarks.indice import MEDIDAS
from consistorio.cli.entorno import preparar_django


def main() -> None:
    """The measurement whose name is the argument."""
    if not MEDIDAS[sys.argv[1]].pueblo_propio:
        preparar_django(base=False)
    antes = bucle()
    cifras: list[Cifra] = importlib.import_module(f"benchmarks.{sys.argv[1]}").medir(Banco.del_entorno())
    medido = {"cifras": [cifra.a_json() for cifra in cifras], "bucle_ms": [antes, bucle()]}
    print(json.dumps(medido, ensure_ascii=False), flush=True)


def bucle() -> float:
    """Milliseconds of processor of a loop that is always the same: by it the figures of two machines are compared."""
    empieza, suma = time.process_time(), 0
    for n in range(5_000_000):
        suma += n
    return round(1000 * (time.process_time() - empieza), 1)


if __name__ == "__main__":
    main()
