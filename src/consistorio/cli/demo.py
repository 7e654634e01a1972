"""`demo`: a whole example town on this machine."""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from consistorio.plataforma.base.conexion import asegurar_base, cluster_de_la_casa, conexion_de_la_casa
from consistorio.plataforma.base.errores import BaseNoDisponible
from consistorio.plataforma.base.rutas import RAIZ, carpeta_var

from . import siembra
from .analizador import puerto
from .entorno import preparar_django
from .procesos import PROCESOS, PUERTO_DE_LA_WEB, Proceso, elegir_puertos, entorno_de
from .salida import HECHO, NO, NO_SE_PUDO, aviso
from .supervisor import Supervisor

# What the tests and the tools keep in var/ is not of the town.
NO_ES_DEL_PUEBLO = frozenset(
    {
        "pg-pruebas",
        "bytecode",
        "no-ejecutadas.jsonl",
        "plantillas.lock",
        "preparar.lock",
        "demo.lock",
        "mypy",
        "ruff",
        "pytest",
        "importlinter",
        "hypothesis",
    }
)


def configurar(analizador: argparse.ArgumentParser) -> None:
    """Options."""
    analizador.add_argument(
        "--puerto", type=puerto, default=PUERTO_DE_LA_WEB, metavar="N", help="puerto de la web (por defecto, 8000)"
    )
    analizador.add_argument("--borrar", action="store_true", help="empieza de cero: borra todos los datos de ejemplo")
    analizador.add_argument(
        "--codigo",
        default="",
        metavar="USUARIO",
        help="dice el código actual del segundo factor de esa persona y termina",
    )
    analizador.add_argument(
        "--sin", default="", metavar="A,B", help="no arranca estos procesos (por ejemplo, pki, correo o trabajador)"
    )


def _decir_codigo(usuario: str) -> int:
    """Print the second factor's code of a demo user, as their telephone would show it now."""
    preparar_django()
    from consistorio.plataforma.organizacion.demostracion import codigo_actual

    print(codigo_actual(usuario))
    return HECHO


def ejecutar(args: argparse.Namespace) -> int:
    """Set up what is missing, start everything and wait for Ctrl-C."""
    if os.environ.get("CONSISTORIO_PRODUCTO") == "1" or "produccion" in os.environ.get("DJANGO_SETTINGS_MODULE", ""):
        aviso("La demostración no arranca con los ajustes de producción.")
        return NO_SE_PUDO
    if args.codigo:
        return _decir_codigo(args.codigo)
    var = carpeta_var()
    var.mkdir(parents=True, exist_ok=True)
    with _una_sola(var) as libre:
        if not libre:
            estado = _leer(var / "demo" / "estado.json")
            aviso(f"La demostración ya está en marcha en {estado.get('web', 'otra ventana')}.")
            return NO
        if args.borrar:
            _borrar(var)
        return _poner_en_marcha(args, var, time.monotonic())


def _poner_en_marcha(args: argparse.Namespace, var: Path, empieza: float) -> int:
    sin = {parte.strip() for parte in args.sin.split(",") if parte.strip()}
    procesos = [p for p in PROCESOS if p.nombre not in sin and p.existe]
    fichero_puertos = var / "demo" / "puertos.json"
    guardados = _leer(fichero_puertos) if args.puerto == PUERTO_DE_LA_WEB else {}
    puertos = elegir_puertos(procesos, args.puerto, {k: int(v) for k, v in guardados.items()})
    _escribir(fichero_puertos, {**guardados, **{k: str(v) for k, v in puertos.items()}})
    entorno = entorno_del_pueblo(procesos, puertos, var)
    sembrado = var / "demo" / "sembrado.json"
    if not _preparar(var, sembrado, entorno):
        return NO_SE_PUDO
    parar = False

    def senal(numero: int, marco: object) -> None:
        nonlocal parar
        parar = True

    for numero in (signal.SIGINT, signal.SIGTERM):
        signal.signal(numero, senal)
    with Supervisor(procesos, puertos, entorno=entorno, var=var, avisar=aviso) as supervisor:
        hay_historias = bool(siembra.pendientes(sembrado, con_todo=True))
        # The pages load while the database starts: they need it for the first request, not before
        faltan = supervisor.arrancar_todos(esperar_a=() if hay_historias else ("web",), entretanto=asegurar_base)
        for nombre in faltan:
            aviso(f"«{nombre}» no ha arrancado; su bitácora: {supervisor.bitacoras / (nombre + '.log')}")
        if "web" in faltan:
            return NO_SE_PUDO
        if not parar and not _sembrar(sembrado, entorno, con_todo=True):
            return NO_SE_PUDO
        _escribir(var / "demo" / "estado.json", {"web": entorno["CONSISTORIO_SEDE_URL"], "pid": str(os.getpid())})
        _anunciar(entorno, siembra.leer(sembrado), time.monotonic() - empieza)
        supervisor.vigilar(lambda: not parar)
        aviso("Parando…")
    return HECHO


def entorno_del_pueblo(procesos: Sequence[Proceso], puertos: Mapping[str, int], var: Path) -> dict[str, str]:
    """The environment of every process of a demo town kept in `var`."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE") or "consistorio.conf.demo",
        "CONSISTORIO_VAR": str(var),
        "PYTHONPATH": str(RAIZ / "src"),
        "PYTHONUNBUFFERED": "1",
        "DATABASE_URL": conexion_de_la_casa().url(),  # this process keeps it running: nobody else has to
        **entorno_de(procesos, puertos),
    }


def huella_del_codigo() -> str:
    """Changes when a migration, a static file or seed data changes (sizes and times: it must cost nothing)."""
    resumen = hashlib.sha256()
    paquete = RAIZ / "src" / "consistorio"
    for carpeta in ("migrations", "static", "datos"):
        for fichero in sorted(paquete.glob(f"**/{carpeta}/**/*")):
            if fichero.is_file() and fichero.suffix != ".pyc":
                datos = fichero.stat()
                resumen.update(f"{fichero}\0{datos.st_size}\0{datos.st_mtime_ns}\n".encode())
    resumen.update(os.environ.get("DATABASE_URL", "").encode())
    return resumen.hexdigest()


def _preparar(var: Path, sembrado: Path, entorno: Mapping[str, str]) -> bool:
    """Migrate, collect and sow what the town needs before it opens. The second time there is nothing to do."""
    if _al_dia(var) and not siembra.pendientes(sembrado, con_todo=False):
        return True
    asegurar_base()
    return _poner_al_dia(var, entorno) and _sembrar(sembrado, entorno, con_todo=False)


def _al_dia(var: Path) -> bool:
    """Whether the database and the static files are those of this code."""
    marca = var / "demo" / "huella"
    return marca.exists() and marca.read_text("utf-8") == huella_del_codigo() and (var / "pg" / "creada").exists()


def _poner_al_dia(var: Path, entorno: Mapping[str, str]) -> bool:
    """Migrate and collect if the code has changed since the last start."""
    if _al_dia(var):
        return True
    marca = var / "demo" / "huella"
    if subprocess.run(
        [sys.executable, "-m", "consistorio.cli", "actualizar"], check=False, env=dict(entorno)
    ).returncode:
        return False
    marca.parent.mkdir(parents=True, exist_ok=True)
    marca.write_text(huella_del_codigo(), "utf-8")
    return True


def _sembrar(fichero: Path, entorno: Mapping[str, str], *, con_todo: bool) -> bool:
    if not siembra.pendientes(fichero, con_todo=con_todo):
        return True
    orden = [sys.executable, "-m", "consistorio.cli.siembra", str(fichero), *(["--con-todo"] if con_todo else [])]
    return subprocess.run(orden, check=False, env=dict(entorno)).returncode == 0


def _anunciar(entorno: Mapping[str, str], sembrado: Mapping[str, Sequence[str]], segundos: float) -> None:
    sede = entorno["CONSISTORIO_SEDE_URL"]
    lineas = [
        "",
        f"Consistorio está en marcha ({segundos:.1f} s).",
        "",
        f"  Sede electrónica   {sede}/",
        f"  Escritorio         {sede}/escritorio/",
        f"  Administración     {sede}/administracion/",
        f"  Correos enviados   {Path(entorno['CONSISTORIO_VAR']) / 'correo'}",
        "",
        *(linea for lineas in sembrado.values() for linea in lineas),
        "",
        "Ctrl-C lo para todo.",
    ]
    aviso("\n".join(lineas))


@contextmanager
def _una_sola(var: Path) -> Iterator[bool]:
    """True if no other demo of this folder is running."""
    with (var / "demo.lock").open("w") as cerrojo:
        try:
            fcntl.flock(cerrojo, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _borrar(var: Path) -> None:
    if os.environ.get("DATABASE_URL"):
        raise BaseNoDisponible("Con DATABASE_URL no se borra nada.", "Vacíe usted esa base, o quite la variable.")
    cluster_de_la_casa().borrar()
    for elemento in var.iterdir():
        if elemento.name not in NO_ES_DEL_PUEBLO:
            shutil.rmtree(elemento) if elemento.is_dir() and not elemento.is_symlink() else elemento.unlink()
    aviso("Se han borrado los datos de ejemplo.")


def _leer(fichero: Path) -> dict[str, str]:
    if not fichero.exists():
        return {}
    contenido: dict[str, str] = json.loads(fichero.read_text("utf-8"))
    return contenido


def _escribir(fichero: Path, contenido: Mapping[str, str]) -> None:
    fichero.parent.mkdir(parents=True, exist_ok=True)
    fichero.write_text(json.dumps(contenido, indent=1), "utf-8")
