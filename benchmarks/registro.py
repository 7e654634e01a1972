"""Entries a second that the registry gives out with 1, 4 and 8 writers, each a process with its own connection.

    PYTHONPATH=src .venv/bin/python benchmarks/registro.py [--segundos 5] [--repeticiones 3]

Every entry is a whole transaction as the sede makes it, less the documents' bytes: party, two attachments, number, event in its
chain, receipt job, commit with fsync. Runs on a throwaway database of the test cluster. Prints the median of the repetitions, and
checks afterwards that no number is missing and that times follow the order of numbers.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

ESCRITORES = (1, 4, 8)
FUENTE = Path(__file__).resolve().parents[1] / "src"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consistorio.conf.test")


def escribir(quien: str) -> int:
    """One writer: says that it is ready, reads until when from its input, files entries until then; returns how many."""
    import django

    django.setup()
    from django.db import transaction

    from consistorio.documental.registro.tests.factories import adjunto, asentar, persona, unidad
    from consistorio.nucleo.reloj import RelojSistema

    reloj, hechos = RelojSistema(), 0
    interesada, destino = persona(), unidad()
    documentos = [adjunto(), adjunto(b"plano", "plano.pdf")]
    print("listo", flush=True)
    hasta = float(sys.stdin.readline())
    while time.time() < hasta:
        with transaction.atomic():
            asentar(
                f"{quien}-{hechos}",
                reloj=reloj,
                interesado=interesada,
                unidad_destino=destino,
                documentos=documentos,
            )
        hechos += 1
    return hechos


def medir(entorno: dict[str, str], escritores: int, segundos: float, vuelta: int) -> float:
    """Entries a second of that many writers at once. They start together, once all have loaded."""
    procesos = [
        subprocess.Popen(
            [sys.executable, __file__, "--escritor", f"{escritores}-{vuelta}-{i}"],
            env=entorno,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for i in range(escritores)
    ]
    for proceso in procesos:
        if proceso.stdout is None or proceso.stdout.readline().strip() != "listo":
            raise SystemExit("a writer did not start")
    hasta = time.time() + segundos
    hechos = 0
    for proceso in procesos:
        if proceso.stdin is not None:
            proceso.stdin.write(f"{hasta}\n")
            proceso.stdin.flush()
    for proceso in procesos:
        salida, _ = proceso.communicate()
        if proceso.returncode:
            raise SystemExit(proceso.returncode)
        hechos += int(salida)
    return hechos / segundos


def comprobar() -> int:
    """Check the book that was written; returns its number of entries."""
    from itertools import pairwise

    from consistorio.documental.registro.models import Asiento

    filas = list(Asiento.objects.order_by("anio", "numero").values_list("numero", "registrado_el"))
    if [numero for numero, _ in filas] != list(range(1, len(filas) + 1)):
        raise SystemExit("there is a gap in the numbers")
    if any(a > b for (_, a), (_, b) in pairwise(filas)):
        raise SystemExit("times do not follow the order of numbers")
    return len(filas)


def main() -> None:
    """Parse, run, print."""
    analizador = argparse.ArgumentParser(description=__doc__)
    analizador.add_argument("--segundos", type=float, default=5)
    analizador.add_argument("--repeticiones", type=int, default=3)
    analizador.add_argument("--escritor", help=argparse.SUPPRESS)
    args = analizador.parse_args()
    if args.escritor:
        print(escribir(args.escritor))
        return
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from consistorio.plataforma.base import plantillas
    from consistorio.plataforma.base.conexion import asegurar_base_de_pruebas

    servidor = asegurar_base_de_pruebas()
    nombre = plantillas.clonar(servidor, "template0")
    try:
        for alias in ("default", "accesos"):
            connections.settings[alias]["NAME"] = nombre
        connections.close_all()
        call_command("migrate", verbosity=0, interactive=False)
        entorno = {
            **os.environ,
            "DATABASE_URL": servidor.con_nombre(nombre).url(),
            "DJANGO_SETTINGS_MODULE": "consistorio.conf.demo",
            "PYTHONPATH": str(FUENTE),
        }
        print(
            f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
        )
        for escritores in ESCRITORES:
            ritmos = [medir(entorno, escritores, args.segundos, vuelta) for vuelta in range(args.repeticiones)]
            print(
                f"{escritores} writers: {statistics.median(ritmos):.0f} entries/s (of {', '.join(f'{r:.0f}' for r in ritmos)})",
                flush=True,
            )
        print(f"{comprobar()} entries: no gaps, times in the order of numbers")
    finally:
        connections.close_all()
        plantillas.borrar(servidor, nombre)


if __name__ == "__main__":
    main()
