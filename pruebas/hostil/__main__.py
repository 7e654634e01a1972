"""`PYTHONPATH=src python -m pruebas.hostil --semilla 1 --segundos 60 [--blanco saml] [--repetir FICHERO]`. Answers 1 when something broke."""

from __future__ import annotations

import argparse
import collections
import itertools
import os
import random
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

CARPETA = Path("var/hostil")


def main() -> int:
    """Run every target in turns until the time is over; what fails is kept in `var/hostil/fallos`, to be run again alone."""
    opciones = argparse.ArgumentParser(prog="pruebas.hostil", description="Hostile input against every parser")
    opciones.add_argument("--semilla", type=int, default=1)
    opciones.add_argument("--segundos", type=float, default=60, help="for all the targets together")
    opciones.add_argument("--blanco", action="append", help="only these targets")
    opciones.add_argument("--repetir", type=Path, help="a kept failure: <target>-<seed>-<case>")
    pedido = opciones.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consistorio.conf.test")
    import django

    django.setup()
    import logging

    logging.disable(logging.CRITICAL)
    from pruebas.hostil.blancos import blancos
    from pruebas.hostil.muestras import que_caducan, reunir

    muestras = reunir(CARPETA)
    todos = blancos(CARPETA, muestras)
    if pedido.repetir:
        nombre = pedido.repetir.name.split("-")[0]
        print(todos[nombre].hacer(pedido.repetir.read_bytes()))
        return 0
    elegidos = pedido.blanco or list(todos)
    fallados = 0
    for nombre in elegidos:
        blanco = todos[nombre]
        muestras |= que_caducan(CARPETA, blanco.muestras)
        buenas = tuple(m for clase in blanco.muestras for m in muestras[clase])
        if blanco.buena and (dicho := blanco.hacer(buenas[0])) != blanco.buena:
            raise RuntimeError(f"{nombre}: its good sample is «{dicho}», so nothing would be proven")
        segundos = min(pedido.segundos / len(elegidos), blanco.dura)
        fallados += _atacar(nombre, blanco.hacer, buenas, pedido.semilla, segundos)
    return 1 if fallados else 0


def entrada(buenas: tuple[bytes, ...], semilla: int, caso: int) -> bytes:
    """The bytes of a case: first each sample as it is, then mutations of one of them."""
    from pruebas.hostil.mutaciones import mutar

    if caso < len(buenas):
        return buenas[caso]
    azar = random.Random(f"{semilla}/{caso}")
    return mutar(azar.choice([b for b in buenas if len(b) < 200_000]), azar, buenas)


def _atacar(nombre: str, hacer: object, buenas: tuple[bytes, ...], semilla: int, segundos: float) -> int:
    from pruebas.hostil.proceso import correr

    hasta = time.monotonic() + segundos

    def casos() -> Iterator[int]:
        for caso in itertools.count():
            if caso >= len(buenas) and time.monotonic() > hasta:
                return
            yield caso

    fallos: collections.Counter[str] = collections.Counter()
    dichos: collections.Counter[str] = collections.Counter()
    primeros: dict[str, int] = {}
    cuantos, peor, memoria = 0, (0.0, 0), 0
    assert callable(hacer)
    for r in correr(casos(), lambda caso: hacer(entrada(buenas, semilla, caso))):
        cuantos += 1
        peor, memoria = max(peor, (r.segundos, r.caso)), max(memoria, r.memoria)
        if not r.fallo:
            dichos[r.dicho] += 1
            continue
        clase = re.sub(r"0x[0-9a-f]+|\d+(?=[^\]]*\[)", "N", r.fallo)
        fallos[clase] += 1
        if primeros.setdefault(clase, r.caso) == r.caso:
            destino = CARPETA / "fallos" / f"{nombre}-{semilla}-{r.caso}"
            destino.parent.mkdir(exist_ok=True)
            destino.write_bytes(entrada(buenas, semilla, r.caso))
    print(
        f"{nombre}: {cuantos} cases of seed {semilla}, {sum(fallos.values())} failed; slowest {peor[0]:.2f} s (case {peor[1]}), "
        f"memory +{memoria // 2**20} MB; {', '.join(f'{n} {d}' for d, n in dichos.most_common(6))}",
        flush=True,
    )
    for clase, veces in fallos.most_common(25):
        print(f"    {veces} × {clase} (case {primeros[clase]})", flush=True)
    return len(fallos)


if __name__ == "__main__":
    sys.exit(main())
