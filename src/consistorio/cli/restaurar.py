"""`restaurar FICHERO`: what `copia` kept, verified before and after."""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

import psycopg
from psycopg import errors, sql

from consistorio.plataforma.base.conexion import Conexion, conexion_del_propietario
from consistorio.plataforma.base.errores import BaseNoDisponible
from consistorio.plataforma.base.rutas import carpeta_var

from .copias.formato import BASE, CopiaDanada, Manifiesto, leer
from .copias.programas import cargar, contar_filas
from .entorno import preparar_django
from .salida import HECHO, MAL_USO, NO, aviso, resultado_json


def configurar(analizador: argparse.ArgumentParser) -> None:
    """Options."""
    analizador.add_argument("fichero", type=Path, help="fichero hecho con «copia»")
    analizador.add_argument("--reemplazar", action="store_true", help="sustituye lo que haya en la base de datos")
    analizador.add_argument("--comprobar", action="store_true", help="solo dice si la copia está entera y sin alterar")
    analizador.add_argument("--json", action="store_true", help="resultado como un objeto JSON")


def ejecutar(args: argparse.Namespace) -> int:
    """Judge the whole file first; then load it beside what there is; and only if every row is there, take its place."""
    if not args.fichero.is_file():
        aviso(f"No existe el fichero {args.fichero}.")
        return MAL_USO
    carpeta_var().mkdir(parents=True, exist_ok=True)
    try:
        if args.comprobar:
            return _informar(args, leer(args.fichero))
        with tempfile.TemporaryDirectory(prefix=".restaurar-", dir=carpeta_var()) as carpeta:
            return _restaurar(args, Path(carpeta))
    except CopiaDanada as error:
        return _negar(args, "La copia no vale; no se ha tocado nada:", error.problemas)


def _negar(args: argparse.Namespace, mensaje: str, problemas: Sequence[str] = ()) -> int:
    if args.json:
        resultado_json({_que(args): False, "problemas": list(problemas) or [mensaje]})
    aviso("\n".join([mensaje, *problemas]))
    return NO


def _que(args: argparse.Namespace) -> str:
    return "comprobada" if args.comprobar else "restaurada"


def _restaurar(args: argparse.Namespace, carpeta: Path) -> int:
    def recibir(nombre: str, flujo: IO[bytes]) -> None:
        destino = carpeta / nombre
        destino.parent.mkdir(parents=True, exist_ok=True)
        with destino.open("wb") as salida:
            shutil.copyfileobj(flujo, salida, 1024 * 1024)

    manifiesto = leer(args.fichero, recibir)
    conexion = preparar_django()
    if conexion is None:
        raise BaseNoDisponible("No hay base de datos en la que restaurar.")
    de_la_aplicacion, propietario = conexion.usuario, conexion_del_propietario()
    conexion = propietario or conexion
    if not args.reemplazar and not _vacia(conexion):
        return _negar(args, f"La base de datos «{conexion.nombre}» no está vacía. Para sustituirla: --reemplazar")
    nueva = conexion.con_nombre(f"{conexion.nombre}_restaurando")
    preparados: list[tuple[Path, Path]] = []
    try:
        _crear(conexion, nueva.nombre)
        cargar(nueva, carpeta / BASE)
        problemas = _comparar_filas(nueva, manifiesto.filas)
        if problemas:
            raise CopiaDanada(problemas)
        _restaurar_contenidos(carpeta)
        _preparar_carpetas(preparados, carpeta, manifiesto, reemplazar=args.reemplazar)
        _poner_en_su_sitio(conexion, nueva.nombre)
        for temporal, destino in preparados:  # keys of one town never beside the database of another
            os.replace(temporal, destino)
        if propietario is not None:
            _conceder(de_la_aplicacion)
    except BaseException:
        for temporal, _destino in preparados:
            temporal.unlink(missing_ok=True)
        _borrar(conexion, nueva.nombre)
        raise
    return _informar(args, manifiesto)


def _administrar(conexion: Conexion) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(conexion.con_nombre("postgres").url(), autocommit=True)


def _vacia(conexion: Conexion) -> bool:
    try:
        with psycopg.connect(conexion.url()) as sesion:
            return not contar_filas(sesion)
    except psycopg.OperationalError as error:
        raise BaseNoDisponible(f"No se llega a la base de datos: {error}") from error


def _crear(conexion: Conexion, nombre: str) -> None:
    _borrar(conexion, nombre)
    try:
        with _administrar(conexion) as sesion:
            sesion.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(nombre)))
    except errors.InsufficientPrivilege as error:
        raise BaseNoDisponible(
            f"El usuario «{conexion.usuario}» no puede crear bases de datos, y hace falta una para comprobar la copia "
            "antes de usarla.",
            f"Pida a quien administra PostgreSQL: ALTER ROLE {conexion.usuario} CREATEDB;",
        ) from error


def _borrar(conexion: Conexion, nombre: str) -> None:
    with _administrar(conexion) as sesion:
        sesion.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(nombre)))


def _comparar_filas(nueva: Conexion, esperadas: Mapping[str, int]) -> list[str]:
    with psycopg.connect(nueva.url()) as sesion:
        halladas = contar_filas(sesion)
    return [
        f"{tabla}: hay {halladas.get(tabla, 0)} filas y debería haber {esperadas.get(tabla, 0)}"
        for tabla in sorted({*halladas, *esperadas})
        if halladas.get(tabla) != esperadas.get(tabla)
    ]


def _restaurar_contenidos(carpeta: Path) -> None:
    """Put back what the store lacks; it never holds two different contents under one hash."""
    if not (carpeta / "contenidos").is_dir():
        return
    from consistorio.plataforma.almacen.deposito import deposito

    almacen = deposito()
    for fichero in sorted((carpeta / "contenidos").iterdir()):
        if not almacen.contiene(fichero.name):
            almacen.admitir(fichero, fichero.name)


def _preparar_carpetas(
    preparados: list[tuple[Path, Path]], carpeta: Path, manifiesto: Manifiesto, *, reemplazar: bool
) -> None:
    """Copy each file beside its place, to be moved there when the database has changed; `preparados` tells which."""
    for relativo in manifiesto.carpetas:
        destino = carpeta_var() / relativo
        if destino.exists() and not reemplazar:
            continue
        destino.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporal = destino.with_name(f".{destino.name}.restaurado")
        shutil.copyfile(carpeta / "carpetas" / relativo, temporal)
        temporal.chmod(0o600)
        preparados.append((temporal, destino))


def _poner_en_su_sitio(conexion: Conexion, nueva: str) -> None:
    """The old database goes only when the new one is ready; whoever was connected is thrown out, and does not come back meanwhile."""
    vieja = f"{conexion.nombre}_anterior"
    _borrar(conexion, vieja)
    with _administrar(conexion) as sesion:
        _admitir(sesion, conexion.nombre, admite=False)
        try:
            sesion.execute(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
                [conexion.nombre],
            )
            renombrar = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            with sesion.transaction():
                sesion.execute(renombrar.format(sql.Identifier(conexion.nombre), sql.Identifier(vieja)))
                sesion.execute(renombrar.format(sql.Identifier(nueva), sql.Identifier(conexion.nombre)))
        except BaseException:
            _admitir(sesion, conexion.nombre, admite=True)
            raise
    _borrar(conexion, vieja)


def _admitir(sesion: psycopg.Connection[tuple[object, ...]], base: str, *, admite: bool) -> None:
    """Whether that database takes connections."""
    orden = sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}")
    sesion.execute(orden.format(sql.Identifier(base), sql.SQL("true" if admite else "false")))


def _conceder(rol: str) -> None:
    """A dump brings no privileges: the application's role gets its own again."""
    from consistorio.plataforma.supervision.privilegios import conceder

    conceder(rol, alias="propietario")


def _informar(args: argparse.Namespace, manifiesto: Manifiesto) -> int:
    filas = sum(manifiesto.filas.values())
    hecho = _que(args)
    if args.json:
        resultado_json({hecho: True, "creada": manifiesto.creada, "filas": filas, "contenidos": manifiesto.contenidos})
    aviso(f"Copia de {manifiesto.creada} {hecho}: {filas} filas y {manifiesto.contenidos} contenidos.")
    if manifiesto.faltan:
        aviso(f"Ya faltaban {len(manifiesto.faltan)} contenidos cuando se hizo.")
    return HECHO
