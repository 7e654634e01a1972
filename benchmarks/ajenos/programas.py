"""Programs of others to stand beside: where they are, got when they are not. None is a requirement of this one; each runs in processes of its own.

Raises `Falta` with the reason when one cannot be had.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks.banco import RAIZ
from consistorio.cli.copias.programas import cargar, volcar
from consistorio.plataforma.base.conexion import Conexion

CARPETA = RAIZ / "var" / "ajenos"
TRYTON = ("trytond[postgresql]==8.2.1", "trytond_account==8.2.1", "psycopg[binary]")
GUION = Path(__file__).with_name("tryton.py")


class Falta(Exception):
    """A program that cannot be had here."""


def _hacer(orden: Sequence[str | Path], que: str, **entorno: str) -> None:
    """Run it to its end. Raises Falta with the last line that it says."""
    hecho = subprocess.run(orden, env=os.environ | entorno, capture_output=True, text=True, check=False)
    if hecho.returncode:
        raise Falta(f"{que}: {(hecho.stderr or hecho.stdout).strip().splitlines()[-1:]}")


def hledger() -> Path:
    """The one of the system; the package of Debian is installed where that may be done."""
    if shutil.which("hledger") is None:
        if os.geteuid() or shutil.which("apt-get") is None:
            raise Falta("hledger is not installed, and only root installs it")
        _hacer(["apt-get", "update"], "apt-get update")
        _hacer(["apt-get", "install", "-y", "hledger"], "apt-get install hledger", DEBIAN_FRONTEND="noninteractive")
    return Path(shutil.which("hledger") or "hledger")


def _entorno_de_tryton() -> Path:
    """The folder of its programs, in an environment of its own under `var/`, which stays there."""
    casa = CARPETA / "tryton"
    if not (casa / "listo").exists():
        shutil.rmtree(casa, ignore_errors=True)
        _hacer([sys.executable, "-m", "venv", casa], "its environment")
        _hacer([casa / "bin" / "pip", "install", "-q", *TRYTON], "pip install")
        (casa / "listo").write_text("\n".join(TRYTON), "utf-8")
    return casa / "bin"


def _base_de_tryton(programas: Path, base: Conexion, configuracion: Path) -> None:
    """Fill an empty database with its module of accounts; what it takes to make it is kept, for the next time."""
    copia = CARPETA / "tryton.dump"
    if copia.exists():
        cargar(base, copia)
        return
    clave = CARPETA / "clave"
    clave.write_text("one that nobody uses\n", "utf-8")
    orden = [programas / "trytond-admin", "-c", configuracion, "-d", base.nombre, "-u", "account"]
    _hacer(
        [*orden, "--activate-dependencies", "-l", "en", "--email", "nobody@example.org"],
        "trytond-admin",
        TRYTONPASSFILE=str(clave),
        PYTHONPATH="",
    )
    volcar(base, copia)


@contextmanager
def tryton(encargo: Mapping[str, object]) -> Iterator[tuple[int, Callable[[str], object]]]:
    """Tryton with a company, on the PostgreSQL of the bench: the process, and how one of the stretches of `tryton.py` is asked of it."""
    CARPETA.mkdir(parents=True, exist_ok=True)
    programas = _entorno_de_tryton()
    aqui = Conexion.de_url(os.environ["DATABASE_URL"])
    base = aqui.con_nombre(f"{aqui.nombre}_tryton")
    configuracion, escrito = CARPETA / "trytond.conf", CARPETA / "encargo.json"
    configuracion.write_text(
        f"[database]\nuri = postgresql://{base.usuario}@/?host={base.host}&port={base.puerto or 5432}\n", "utf-8"
    )
    escrito.write_text(json.dumps({"configuracion": str(configuracion), "base": base.nombre, **encargo}), "utf-8")
    with psycopg.connect(aqui.con_nombre("postgres").url(), autocommit=True) as sesion:
        sesion.execute(f"DROP DATABASE IF EXISTS {base.nombre} WITH (FORCE)")
        sesion.execute(f"CREATE DATABASE {base.nombre} TEMPLATE template0")
        try:
            _base_de_tryton(programas, base, configuracion)
            with _atendiendo([programas / "python", GUION, escrito]) as proceso:
                yield proceso
        finally:
            sesion.execute(f"DROP DATABASE IF EXISTS {base.nombre} WITH (FORCE)")


@contextmanager
def _atendiendo(orden: Sequence[Path]) -> Iterator[tuple[int, Callable[[str], object]]]:
    proceso = subprocess.Popen(
        orden, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": ""}
    )

    def pedir(tramo: str = "") -> object:
        if proceso.stdin is None or proceso.stdout is None:
            raise Falta("it has no pipes")
        if tramo:
            proceso.stdin.write(f"{tramo}\n")
            proceso.stdin.flush()
        dicho = proceso.stdout.readline()
        if not dicho:
            raise Falta(f"it ended at «{tramo or 'its beginning'}»")
        return json.loads(dicho)

    try:
        pedir()
        yield proceso.pid, pedir
    finally:
        proceso.kill()
        proceso.communicate()
