"""A throwaway town for one story: its own database, files, keys and processes, talked to over sockets."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import connections

from consistorio.cli import siembra
from consistorio.cli.demo import entorno_del_pueblo
from consistorio.cli.desechable import apuntar, plantilla_migrada
from consistorio.cli.procesos import PROCESOS, Proceso, elegir_puertos
from consistorio.cli.supervisor import Supervisor
from consistorio.plataforma.base import plantillas
from consistorio.plataforma.base.conexion import Conexion, asegurar_base_de_pruebas
from consistorio.plataforma.base.errores import BaseNoDisponible
from consistorio.plataforma.base.rutas import RAIZ

# Below those that the system gives to whoever asks for any
PUERTOS = range(20_000, 32_700, 100)
# Nobody comes with a certificate in a story (citizens by Cl@ve, staff with their code), and one worker is enough for all the queues
SOBRAN = frozenset({"certificado", "confianza", "trabajador", "barridos"})
TRABAJADOR = Proceso("trabajador", ["consistorio.cli", "trabajador", "--nombre", "trabajador"])


@dataclass
class Pueblo:
    """A demo town that is running. `var` holds its files; `siembra`, the lines that its sowings announced."""

    var: Path
    entorno: dict[str, str]
    siembra: dict[str, list[str]] = field(default_factory=dict)

    @property
    def sede(self) -> str:
        """Address of the citizens' pages."""
        return self.entorno["CONSISTORIO_SEDE_URL"]

    def mover_reloj(self, momento: datetime) -> None:
        """Set the town's clock; it runs on from there."""
        from consistorio.plataforma.calendario.reloj import mover_reloj  # its models need Django set up

        mover_reloj(momento)

    def orden(self, *argumentos: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the product in this town and wait for it."""
        return subprocess.run(
            [sys.executable, "-m", "consistorio.cli", *argumentos],
            check=False,
            env=self.entorno,
            cwd=RAIZ,
            capture_output=True,
            text=True,
        )


@dataclass(kw_only=True)
class Escenario(Pueblo):
    """The throwaway town of a story. `conexion`: its database; `supervisor`: its processes."""

    conexion: Conexion
    supervisor: Supervisor


@contextmanager
def pueblo_de_usar_y_tirar() -> Iterator[Escenario]:
    """A town that exists while the story lasts.

    This process may talk to its database through Django too, to move the clock and to collect what the story left.
    Raises BaseNoDisponible when the database or a process cannot be started.
    """
    servidor = asegurar_base_de_pruebas()
    plantillas.barrer_abandonadas(servidor)
    var = Path(tempfile.mkdtemp(prefix="consistorio-recorrido-"))
    procesos = [*(p for p in PROCESOS if p.existe and p.nombre not in SOBRAN), TRABAJADOR]
    puertos = elegir_puertos(procesos, PUERTOS[os.getpid() % len(PUERTOS)])  # towns of several processes start at once
    os.environ.pop("CONSISTORIO_PRODUCTO", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "consistorio.conf.demo"
    os.environ["DATABASE_URL"] = servidor.con_nombre("postgres").url()
    os.environ.update(entorno_del_pueblo(procesos, puertos, var))
    nombre = plantillas.clonar(servidor, plantilla_migrada(servidor))
    try:
        conexion = servidor.con_nombre(nombre)
        apuntar(conexion)
        entorno = entorno_del_pueblo(procesos, puertos, var)
        with Supervisor(procesos, puertos, entorno=entorno, var=var) as supervisor:
            escenario = Escenario(var, entorno, conexion=conexion, supervisor=supervisor)
            escenario.siembra = siembra.sembrar(var / "demo" / "sembrado.json", con_todo=False)
            faltan = supervisor.arrancar_todos()
            if faltan:
                raise BaseNoDisponible(f"No han arrancado: {', '.join(faltan)}.", _bitacora(supervisor, faltan[0]))
            yield escenario
    finally:
        connections.close_all()
        plantillas.borrar(servidor, nombre)
        shutil.rmtree(var, ignore_errors=True)


def _bitacora(supervisor: Supervisor, nombre: str) -> str:
    ruta = supervisor.bitacoras / f"{nombre}.log"
    return ruta.read_text("utf-8", errors="replace")[-3000:] if ruta.exists() else ""
