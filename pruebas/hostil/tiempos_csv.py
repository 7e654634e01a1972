"""Whether the time that a code (CSV) takes says more than its page: `PYTHONPATH=src python -m pruebas.hostil.tiempos_csv --semilla 1 --muestras 1000`.

A throwaway town of the test cluster with that many documents. Kinds of code, asked in an order that the seed shuffles: `mal` (wrong check
character), `azar` (well made, of nobody), `casi` (the first 16 characters of one that exists), `existe`. For each pair, how often a sample of
one takes longer than one of the other (0.50: they are not told apart), with three standard deviations of what chance alone would give.
"""

from __future__ import annotations

import argparse
import itertools
import math
import os
import platform
import random
import statistics
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consistorio.conf.test")
Tiempos = Mapping[str, list[float]]


def main() -> None:
    """Parse, make the town, measure, print."""
    analizador = argparse.ArgumentParser(description=__doc__)
    analizador.add_argument("--semilla", type=int, default=1)
    analizador.add_argument("--muestras", type=int, default=1000)
    analizador.add_argument("--documentos", type=int, default=100_000)
    pedido = analizador.parse_args()
    import django

    django.setup()
    from benchmarks.busqueda import sembrar
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
        sembrar(pedido.documentos)
        maquina = platform.processor() or platform.machine()
        print(f"{maquina}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}")
        print(f"seed {pedido.semilla}, {pedido.muestras} samples a kind, {pedido.documentos} documents")
        _medir(random.Random(pedido.semilla), pedido.muestras)
    finally:
        connections.close_all()
        plantillas.borrar(servidor, nombre)


def _medir(azar: random.Random, muestras: int) -> None:
    from django.test import Client

    from consistorio.documental.documentos.consultas import por_csv
    from consistorio.documental.documentos.csv import ALFABETO, generar_csv, normalizar_csv
    from consistorio.documental.documentos.models import Documento
    from consistorio.nucleo.errores import NoEncontrado
    from consistorio.nucleo.identificadores import uuid7
    from consistorio.plataforma.identidad.models import IntentoAcceso

    # Those that busqueda sows have no check character: these are real codes, of copies of one of its documents
    codigos = [generar_csv() for _uno in range(200)]
    copia = Documento.objects.order_by("id")[0]
    for numero, codigo in enumerate(codigos):
        copia.id, copia.csv, copia.id_eni = uuid7(), codigo, f"ES_L01999998_2026_CSV{numero:027d}"
        copia.save(force_insert=True)

    def casi() -> str:
        while True:
            cola = "".join(azar.choice(ALFABETO) for _letra in range(4))
            uno = f"{azar.choice(codigos)[:20]}{cola}"
            if normalizar_csv(uno) == uno and uno not in codigos:
                return uno

    def mal() -> str:
        while normalizar_csv(uno := generar_csv()[:-1] + azar.choice(ALFABETO)) is not None:
            pass
        return uno

    clases: dict[str, Callable[[], str]] = {
        "mal": mal,
        "azar": generar_csv,
        "casi": casi,
        "existe": lambda: azar.choice(codigos),
    }

    def preguntar(codigo: str) -> None:
        try:
            por_csv(codigo)
        except NoEncontrado:
            return

    cliente = Client(headers={"host": "localhost"})

    def pagina(codigo: str) -> None:
        cliente.post("/verificar/", {"csv": codigo})

    _decir("the question to the database", _tomar(azar, muestras, clases, preguntar, lambda: None))
    sin = {nombre: hacer for nombre, hacer in clases.items() if nombre != "existe"}
    _decir(
        "the page that refuses (422)", _tomar(azar, muestras, sin, pagina, lambda: IntentoAcceso.objects.all().delete())
    )
    for _vez in range(6):
        pagina(generar_csv())
    _decir("the page that says to wait (429)", _tomar(azar, muestras, clases, pagina, lambda: None))


def _tomar(
    azar: random.Random,
    muestras: int,
    clases: Mapping[str, Callable[[], str]],
    preguntar: Callable[[str], None],
    antes: Callable[[], object],
) -> Tiempos:
    # made beforehand: what is done just before a question changes how long it takes
    orden = [(clase, hacer()) for clase, hacer in clases.items() for _vez in range(muestras)]
    azar.shuffle(orden)
    tiempos: dict[str, list[float]] = {clase: [] for clase in clases}
    for clase, codigo in [*orden[:20], *orden]:  # the first ones warm up and are thrown away
        antes()
        empieza = time.perf_counter_ns()
        preguntar(codigo)
        tiempos[clase].append((time.perf_counter_ns() - empieza) / 1000)
    return {clase: lista[-muestras:] for clase, lista in tiempos.items()}


def _decir(que: str, tiempos: Tiempos) -> None:
    print(f"{que}, µs:")
    for clase, lista in tiempos.items():
        p5, p95 = statistics.quantiles(lista, n=20)[0], statistics.quantiles(lista, n=20)[-1]
        print(f"  {clase:<7} median {statistics.median(lista):8.0f}   p5 {p5:8.0f}   p95 {p95:8.0f}")
    for una, otra in itertools.combinations(tiempos, 2):
        n = len(tiempos[una])
        margen = 3 * math.sqrt((2 * n + 1) / (12 * n * n))
        print(f"  {una} over {otra}: {_cuanto_mas(tiempos[una], tiempos[otra]):.3f} (chance: 0.500 ± {margen:.3f})")


def _cuanto_mas(una: list[float], otra: list[float]) -> float:
    """How often a sample of one is over one of the other; halves for ties."""
    orden = sorted(otra)
    return sum(bisect_left(orden, x) + bisect_right(orden, x) for x in una) / (2 * len(una) * len(otra))


if __name__ == "__main__":
    main()
