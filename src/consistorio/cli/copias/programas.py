"""pg_dump and pg_restore against a connection."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql

from consistorio.plataforma.base.binarios import Binarios, buscar_binarios
from consistorio.plataforma.base.conexion import Conexion, cluster_de_la_casa
from consistorio.plataforma.base.errores import OrdenFallida

_TABLAS = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
ORDER BY 1, 2
"""


def binarios() -> Binarios:
    """The programs of the private cluster's version, or the newest when the server is somebody else's."""
    return buscar_binarios() if os.environ.get("DATABASE_URL") else cluster_de_la_casa().binarios()


def contar_filas(conexion: psycopg.Connection[tuple[object, ...]]) -> dict[str, int]:
    """Rows of each table, exact, as this transaction sees them."""
    cuentas = {}
    for esquema, tabla in conexion.execute(_TABLAS).fetchall():
        fila = conexion.execute(
            sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(str(esquema), str(tabla)))
        ).fetchone()
        cuentas[f"{esquema}.{tabla}"] = int(str(fila[0])) if fila else 0
    return cuentas


def volcar(conexion: Conexion, fichero: Path, *, instantanea: str = "") -> None:
    """Dump one exported snapshot, or the present state. Raises OrdenFallida with pg_dump's words."""
    de_cual = [f"--snapshot={instantanea}"] if instantanea else []
    _correr(conexion, ["pg_dump", "--format=custom", "--no-owner", *de_cual, f"--file={fichero}"])


def cargar(conexion: Conexion, fichero: Path) -> None:
    """Load a dump into an empty database, whole or not at all. Raises OrdenFallida with pg_restore's words."""
    orden = ["pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    _correr(conexion, [*orden, f"--dbname={conexion.nombre}", str(fichero)])


def _correr(conexion: Conexion, orden: list[str]) -> None:
    programa = binarios().programa(orden[0])
    hecho = subprocess.run(
        [programa, *orden[1:]],
        check=False,
        env={**os.environ, **conexion.entorno_libpq()},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if hecho.returncode != 0:
        raise OrdenFallida(orden[0], hecho.stderr.strip())
