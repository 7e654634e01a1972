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

from consistorio.plataforma.base import plantillas
from consistorio.plataforma.base.conexion import Conexion, asegurar_base_de_pruebas
from consistorio.plataforma.base.errores import BaseNoDisponible
from consistorio.plataforma.base.rutas import RAIZ

from ..demo import entorno_del_pueblo
from ..procesos import PROCESOS, elegir_puertos
from ..supervisor import Supervisor

PUERTO_BASE = 18_000


@dataclass
class Escenario:
    """The town of a story. `var` holds its files, `conexion` its database, `supervisor` its processes."""

    var: Path
    conexion: Conexion
    entorno: dict[str, str]
    supervisor: Supervisor
    siembra: dict[str, list[str]] = field(default_factory=dict)

    @property
    def sede(self) -> str:
        """Address of the citizens' pages."""
        return self.entorno["CONSISTORIO_SEDE_URL"]

    def mover_reloj(self, momento: datetime) -> None:
        """Set the town's clock; it runs on from there."""
        from consistorio.plataforma.calendario.reloj import mover_reloj

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


@contextmanager
def pueblo_de_usar_y_tirar() -> Iterator[Escenario]:
    """A town that exists while the story lasts.

    This process may talk to its database through Django too, to move the clock and to collect what the story left.
    Raises BaseNoDisponible when the database or a process cannot be started.
    """
    servidor = asegurar_base_de_pruebas()
    plantillas.barrer_abandonadas(servidor)
    var = Path(tempfile.mkdtemp(prefix="consistorio-recorrido-"))
    os.environ.pop("CONSISTORIO_PRODUCTO", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "consistorio.conf.demo"
    nombre = plantillas.clonar(servidor, _plantilla(servidor))
    conexion = servidor.con_nombre(nombre)
    try:
        os.environ["DATABASE_URL"] = conexion.url()
        os.environ["CONSISTORIO_VAR"] = str(var)
        procesos = [p for p in PROCESOS if p.existe]
        puertos = elegir_puertos(procesos, PUERTO_BASE)
        entorno = entorno_del_pueblo(procesos, puertos, var)
        os.environ.update(entorno)
        import django

        django.setup()
        with Supervisor(procesos, puertos, entorno=entorno, var=var) as supervisor:
            escenario = Escenario(var, conexion, entorno, supervisor)
            _sembrar(escenario)
            faltan = supervisor.arrancar_todos()
            if faltan:
                raise BaseNoDisponible(f"No han arrancado: {', '.join(faltan)}.", _final_de_bitacora(supervisor, faltan[0]))
            yield escenario
    finally:
        _cerrar_conexiones()
        plantillas.borrar(servidor, nombre)
        shutil.rmtree(var, ignore_errors=True)


def _plantilla(servidor: Conexion) -> str:
    """The migrated template, shared with the tests."""
    from importlib.metadata import files

    paquete = RAIZ / "src" / "consistorio"
    carpetas = sorted({m.parent for m in paquete.glob("**/migrations") if m.is_dir()})
    ajenas = {Path(str(f.locate())).parents[1] for f in files("procrastinate") or () if "migrations" in f.parts}

    def migrar(nombre: str) -> None:
        entorno = {**os.environ, "DATABASE_URL": servidor.con_nombre(nombre).url(), "PYTHONPATH": str(RAIZ / "src")}
        orden = [sys.executable, "-m", "django", "migrate", "--verbosity", "0", "--no-input"]
        subprocess.run(orden, check=True, env=entorno, cwd=RAIZ)

    return plantillas.asegurar_plantilla(servidor, plantillas.huella_de_migraciones([*carpetas, *ajenas]), migrar)


def _sembrar(escenario: Escenario) -> None:
    from .. import siembra

    fichero = escenario.var / "demo" / "sembrado.json"
    orden = [sys.executable, "-m", "consistorio.cli.siembra", str(fichero)]
    hecho = subprocess.run(orden, check=False, env=escenario.entorno, cwd=RAIZ, capture_output=True, text=True)
    if hecho.returncode:
        raise BaseNoDisponible("No se han podido sembrar los datos de ejemplo.", hecho.stderr[-4000:])
    escenario.siembra = siembra.leer(fichero)


def _final_de_bitacora(supervisor: Supervisor, nombre: str) -> str:
    ruta = supervisor.bitacoras / f"{nombre}.log"
    return ruta.read_text("utf-8", errors="replace")[-3000:] if ruta.exists() else ""


def _cerrar_conexiones() -> None:
    from django.conf import settings

    if settings.configured:
        from django.db import connections

        connections.close_all()
