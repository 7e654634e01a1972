"""Databases cloned from a template: what tests and throwaway stories run on.

A template is migrated once per state of the migrations and kept; a clone of it takes tens of milliseconds.
"""

import hashlib
import itertools
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from .conexion import Conexion

_CUENTA = itertools.count(1)
_PLANTILLAS_QUE_SE_GUARDAN = 3
_CERROJO = 7_202_511
_COMO_SE_CREAN = Path(__file__).parents[1] / "tablas.py"


def huella_de_migraciones(carpetas_de_apps: Iterable[Path]) -> str:
    """Hash of everything that decides what a migrated database looks like: migrations, seed data, table and trigger builders."""
    resumen = hashlib.sha256(_COMO_SE_CREAN.read_bytes())
    for carpeta in sorted(carpetas_de_apps):
        ficheros = [*carpeta.glob("migrations/*.py"), *carpeta.glob("datos/**/*"), *carpeta.glob("inmutables.py")]
        for fichero in sorted(f for f in ficheros if f.is_file() and f.suffix != ".pyc"):
            resumen.update(f"{carpeta.name}/{fichero.relative_to(carpeta)}\0".encode())
            resumen.update(hashlib.sha256(fichero.read_bytes()).digest())
    return resumen.hexdigest()[:16]


def _ejecutar(servidor: Conexion, *ordenes: sql.Composed) -> None:
    with psycopg.connect(servidor.con_nombre("postgres").url(), autocommit=True) as conexion:
        for orden in ordenes:
            conexion.execute(orden)


def bases_de(servidor: Conexion, prefijo: str) -> list[str]:
    """Names of the databases that begin so, the newest first."""
    with psycopg.connect(servidor.con_nombre("postgres").url(), autocommit=True) as conexion:
        filas = conexion.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid DESC", [prefijo]
        ).fetchall()
    return [str(fila[0]) for fila in filas]


@contextmanager
def _de_uno_en_uno(servidor: Conexion) -> Iterator[None]:
    """The lock is the server's: a story has its own `var`, and makes the same template as the tests."""
    with psycopg.connect(servidor.con_nombre("postgres").url(), autocommit=True) as conexion:
        conexion.execute("SELECT pg_advisory_lock(%s)", [_CERROJO])
        yield


def asegurar_plantilla(servidor: Conexion, huella: str, migrar: Callable[[str], None]) -> str:
    """Name of the template of that state of the migrations; made now with `migrar(name)` if there is none.

    Several processes may ask at once: one makes it, the others wait. Templates of old states are dropped.
    """
    nombre = f"plantilla_{huella}"
    with _de_uno_en_uno(servidor):
        existentes = bases_de(servidor, "plantilla_")
        if nombre in existentes:
            return nombre
        medio_hecha = f"haciendo_{huella}"
        borrar(servidor, medio_hecha)
        _ejecutar(servidor, sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(medio_hecha)))
        migrar(medio_hecha)
        _ejecutar(
            servidor,
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(medio_hecha), sql.Identifier(nombre)),
        )
        for vieja in existentes[_PLANTILLAS_QUE_SE_GUARDAN - 1 :]:
            borrar(servidor, vieja)
    return nombre


def clonar(servidor: Conexion, plantilla: str) -> str:
    """A new database like `plantilla`; its name tells which process made it."""
    nombre = f"prueba_{os.getpid()}_{next(_CUENTA)}"
    _ejecutar(
        servidor,
        sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
            sql.Identifier(nombre), sql.Identifier(plantilla)
        ),
    )
    return nombre


def asegurar_sembrada(
    servidor: Conexion, plantilla: str, sembrado: str, *, corrida: int, sembrar: Callable[[str], None]
) -> str:
    """Name of a clone of `plantilla` with something sown in it, made once a run and cloned by all its processes.

    `corrida`: pid of the process that began the run; its databases are swept once it no longer lives. `sembrar(name)` must
    leave nobody connected.
    """
    nombre = f"prueba_{corrida}_{sembrado}"
    with _de_uno_en_uno(servidor):
        if nombre not in bases_de(servidor, nombre):
            a_medias = clonar(servidor, plantilla)
            sembrar(a_medias)
            _ejecutar(
                servidor,
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(a_medias), sql.Identifier(nombre)),
            )
    return nombre


def crear(servidor: Conexion, nombre: str) -> None:
    """A new empty database."""
    _ejecutar(servidor, sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(nombre)))


def borrar(servidor: Conexion, nombre: str) -> None:
    """Drop a database, throwing out whoever is connected."""
    _ejecutar(servidor, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(nombre)))


def barrer_abandonadas(servidor: Conexion) -> None:
    """Drop the clones of processes that no longer live (on a socket: on another machine we cannot know)."""
    if not servidor.host.startswith("/"):
        return
    for nombre in bases_de(servidor, "prueba_"):
        hallado = re.fullmatch(r"prueba_(\d+)_\w+", nombre)
        if hallado and not Path(f"/proc/{hallado.group(1)}").exists():
            borrar(servidor, nombre)
