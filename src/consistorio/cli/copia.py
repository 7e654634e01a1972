"""`copia FICHERO`: database, documents and keys in one file."""

from __future__ import annotations

import argparse
import datetime
import importlib.util
import os
import tempfile
from pathlib import Path

import psycopg

from consistorio.plataforma.base.conexion import Conexion
from consistorio.plataforma.base.errores import BaseNoDisponible
from consistorio.plataforma.base.rutas import carpeta_var

from .copias.formato import BASE, Escritor, Manifiesto
from .copias.programas import contar_filas, volcar
from .entorno import preparar_django
from .salida import HECHO, MAL_USO, NO, aviso, resultado_json

# Folders of var/ without which the town cannot go on (keys) or would not know itself (demo).
CARPETAS = ("pki", "claves", "confianza", "publicado", "demo")


def configurar(analizador: argparse.ArgumentParser) -> None:
    """Options."""
    analizador.add_argument("fichero", type=Path, help="fichero que se crea; no debe existir")
    analizador.add_argument("--json", action="store_true", help="resultado como un objeto JSON")


def ejecutar(args: argparse.Namespace) -> int:
    """Copy without stopping anything: one snapshot of the database, then the contents, which never change."""
    fichero: Path = args.fichero.absolute()
    if fichero.exists():
        aviso(f"{fichero} ya existe; elija otro nombre.")
        return MAL_USO
    if not fichero.parent.is_dir():
        aviso(f"No existe la carpeta {fichero.parent}.")
        return MAL_USO
    conexion = preparar_django()
    if conexion is None:
        raise BaseNoDisponible("No hay base de datos de la que hacer copia.")
    with tempfile.TemporaryDirectory(prefix=".copia-", dir=fichero.parent) as carpeta:
        temporal = Path(carpeta) / "copia"
        os.close(os.open(temporal, os.O_CREAT | os.O_WRONLY, 0o600))
        manifiesto = copiar(conexion, temporal, trabajo=Path(carpeta))
        with temporal.open("rb") as flujo:
            os.fsync(flujo.fileno())
        os.link(temporal, fichero)  # fails, rather than overwrite, if somebody made it meanwhile
    return _informar(args, fichero, manifiesto)


def copiar(conexion: Conexion, fichero: Path, *, trabajo: Path) -> Manifiesto:
    """Write the copy of that database to `fichero`, with `trabajo` for what is temporary. Raises BaseNoDisponible."""
    escritor = Escritor(fichero)
    with psycopg.connect(conexion.url()) as sesion:
        sesion.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        sesion.read_only = True
        fila = sesion.execute("SELECT pg_export_snapshot()").fetchone()
        manifiesto = Manifiesto(
            datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"), sesion.info.server_version // 10000
        )
        dump = trabajo / BASE
        volcar(conexion, dump, instantanea=str(fila[0]) if fila else "")
        manifiesto.filas = contar_filas(sesion)
        hay_almacen = manifiesto.filas.get("public.almacen_contenido") is not None
        orden = "SELECT sha256, tamano FROM almacen_contenido ORDER BY sha256"
        contenidos = sesion.execute(orden).fetchall() if hay_almacen else []
    with dump.open("rb") as flujo:
        manifiesto.dump_sha256 = escritor.anadir(BASE, flujo, dump.stat().st_size)
    dump.unlink()
    _copiar_contenidos(escritor, manifiesto, [(str(sha), int(tamano)) for sha, tamano in contenidos])
    _copiar_carpetas(escritor, manifiesto)
    escritor.cerrar(manifiesto)
    return manifiesto


def _copiar_contenidos(escritor: Escritor, manifiesto: Manifiesto, contenidos: list[tuple[str, int]]) -> None:
    if not contenidos or importlib.util.find_spec("consistorio.plataforma.almacen") is None:
        return
    from consistorio.plataforma.almacen.deposito import deposito

    almacen = deposito()
    for sha, tamano in contenidos:
        if not almacen.contiene(sha):
            manifiesto.faltan.append(sha)
            continue
        with almacen.abrir(sha) as flujo:
            if escritor.anadir(f"contenidos/{sha}", flujo, tamano) != sha:
                raise BaseNoDisponible(
                    f"El contenido {sha} del almacén está alterado: la copia no valdría.",
                    "Recupérelo de una copia anterior antes de hacer otra.",
                )
        manifiesto.contenidos += 1


def _copiar_carpetas(escritor: Escritor, manifiesto: Manifiesto) -> None:
    for nombre in CARPETAS:
        for fichero in sorted((carpeta_var() / nombre).glob("**/*")):
            if fichero.is_file() and not fichero.is_symlink() and fichero.suffix not in (".lock", ".pid"):
                relativo = str(fichero.relative_to(carpeta_var()))
                with fichero.open("rb") as flujo:
                    tamano = os.fstat(flujo.fileno()).st_size
                    manifiesto.carpetas[relativo] = escritor.anadir(f"carpetas/{relativo}", flujo, tamano)


def _informar(args: argparse.Namespace, fichero: Path, manifiesto: Manifiesto) -> int:
    filas = sum(manifiesto.filas.values())
    if args.json:
        resultado_json(
            {
                "fichero": str(fichero),
                "bytes": fichero.stat().st_size,
                "filas": filas,
                "contenidos": manifiesto.contenidos,
                "faltan": manifiesto.faltan,
            }
        )
    aviso(f"Copia hecha en {fichero}: {filas} filas y {manifiesto.contenidos} contenidos.")
    if manifiesto.faltan:
        aviso(f"Faltan en el almacén {len(manifiesto.faltan)} contenidos; el primero, {manifiesto.faltan[0]}.")
        return NO
    return HECHO
