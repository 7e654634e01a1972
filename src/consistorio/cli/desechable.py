"""A database that exists while a command works on it: migrated, empty, and gone at the end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consistorio.plataforma.base import plantillas
from consistorio.plataforma.base.carga import sin_buscar_basura
from consistorio.plataforma.base.conexion import Conexion, asegurar_base_de_pruebas
from consistorio.plataforma.base.rutas import RAIZ

AJUSTES = "consistorio.conf.demo"


@contextmanager
def base_desechable() -> Iterator[Conexion]:
    """Set Django up on a clone of the migrated template, for this process and its children. Raises BaseNoDisponible."""
    servidor = asegurar_base_de_pruebas()
    plantillas.barrer_abandonadas(servidor)
    os.environ.pop("CONSISTORIO_PRODUCTO", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = AJUSTES
    os.environ["DATABASE_URL"] = servidor.con_nombre("postgres").url()
    nombre = plantillas.clonar(servidor, plantilla_migrada(servidor))
    try:
        yield apuntar(servidor.con_nombre(nombre))
    finally:
        from django.db import connections

        connections.close_all()
        plantillas.borrar(servidor, nombre)


def plantilla_migrada(servidor: Conexion) -> str:
    """Name of the migrated template, the same that the tests use. Sets Django up."""
    with sin_buscar_basura():
        import django

        django.setup()
    from django.apps import apps

    def migrar(nombre: str) -> None:
        orden = [sys.executable, "-m", "django", "migrate", "--verbosity", "0", "--no-input"]
        entorno = {**os.environ, "DATABASE_URL": servidor.con_nombre(nombre).url()}
        subprocess.run(orden, check=True, env=entorno, cwd=RAIZ)

    huella = plantillas.huella_de_migraciones(Path(app.path) for app in apps.get_app_configs())
    return plantillas.asegurar_plantilla(servidor, huella, migrar)


def apuntar(conexion: Conexion) -> Conexion:
    """Make this process and its children work on that database from now on."""
    from django.db import connections

    os.environ["DATABASE_URL"] = conexion.url()
    for alias in ("default", "accesos"):
        connections.settings[alias]["NAME"] = conexion.nombre
    connections.close_all()
    return conexion
