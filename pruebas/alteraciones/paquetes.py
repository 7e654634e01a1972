"""Many cases of many kinds, each exported to the ENI: what `pruebas.alteraciones.eni` judges.

    PYTHONPATH=src .venv/bin/python -m pruebas.alteraciones.paquetes DIR --semilla 1 --cuantos 1000

The simulator plays its sequences without faults, each from the same town, and every case that a sequence touched leaves a package:
DIR/N/eni, with the roots to trust in DIR/N/ca.pem. No two are of the same documents.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pruebas.simulador.buzon import Buzon
    from pruebas.simulador.juego import Siembra

ACTOS_POR_SECUENCIA = (6, 18)
MAXIMO_DE_FALLOS = 20  # it is the simulator that is wrong, or the town


def main() -> int:
    """0: there are as many as were asked for, and no sequence left the town other than the simulator's model says (1)."""
    analizador = argparse.ArgumentParser(prog="python -m pruebas.alteraciones.paquetes", description=__doc__)
    analizador.add_argument("carpeta", type=Path)
    analizador.add_argument("--semilla", type=int, default=1)
    analizador.add_argument("--cuantos", type=int, default=1000)
    args = analizador.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "consistorio.conf.test"
    import django

    django.setup()
    from django.conf import settings

    from pruebas.simulador.juego import Diferencia
    from pruebas.simulador.siembra import sembrar
    from pruebas.simulador.villa import abierta, deshecha

    hechos, secuencia, fallos, empieza = 0, 0, 0, time.monotonic()
    with abierta() as buzon:
        siembra = sembrar(buzon)
        raices = b"".join(f.read_bytes() for f in sorted(Path(settings.CONSISTORIO_CONFIANZA).glob("*.pem")))
        while hechos < args.cuantos and fallos < MAXIMO_DE_FALLOS:
            with deshecha():
                azar = Random(f"{args.semilla}:{secuencia}")
                try:
                    paquetes = _jugar(siembra, buzon, azar, args.carpeta / "nuevos")
                except Diferencia as error:
                    fallos += 1
                    print(f"semilla {args.semilla}, secuencia {secuencia}: {error}", flush=True)
                    paquetes = []
                for paquete in paquetes:
                    hechos += 1
                    suya = args.carpeta / f"{hechos:05}"
                    suya.mkdir(parents=True)
                    shutil.move(paquete, suya / "eni")
                    (suya / "ca.pem").write_bytes(raices)
            secuencia += 1
    shutil.rmtree(args.carpeta / "nuevos", ignore_errors=True)
    print(f"{hechos} paquetes de {secuencia} secuencias, {fallos} con diferencias, {time.monotonic() - empieza:.0f} s")
    return 1 if fallos else 0


def _jugar(siembra: Siembra, buzon: Buzon, azar: Random, carpeta: Path) -> list[Path]:
    """Play a sequence and export every case to which it added a document."""
    from consistorio.nucleo.actor import Actor
    from consistorio.servicios.archivo.acciones import exportar_eni
    from consistorio.tramitacion.expedientes.models import Expediente
    from pruebas.simulador.juego import Partida

    exportador = Actor.sistema("pruebas", "archivo.exportar", "expediente.ver")
    antes = {e.id: e.documentos.count() for e in Expediente.objects.all()}
    partida = Partida(siembra, buzon)
    for _acto in range(azar.randrange(*ACTOS_POR_SECUENCIA)):
        partida.dar(partida.sortear(azar, 0.0))
    partida.converger()
    cambiados = [e for e in Expediente.objects.order_by("id") if e.documentos.count() != antes.get(e.id, 0)]
    return [
        exportar_eni(actor=exportador, expediente_id=e.id, carpeta=carpeta / str(e.id), reloj=partida.reloj).parent
        for e in cambiados
    ]


if __name__ == "__main__":
    sys.exit(main())
