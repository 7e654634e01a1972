"""`test`: everything that CI runs."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from consistorio.plataforma.base.conexion import asegurar_base_de_pruebas
from consistorio.plataforma.base.rutas import RAIZ, carpeta_var

from .salida import HECHO, NO, NO_SE_PUDO, aviso

PYTHON = sys.executable
NAVEGADOR = "tests/navegador"
# What conftest.py reads. Two files: the checks that failed so far, which it repeats right above pytest's summary, and what each run
# of pytest did not run, so that the last one says it all
VARIABLE_DE_FALLOS = "CONSISTORIO_COMPROBACIONES_FALLIDAS"
VARIABLE_DE_LO_NO_EJECUTADO = "CONSISTORIO_NO_EJECUTADAS"
# Whose are the databases that are sown once: of the whole command, and not of each run of pytest
VARIABLE_DE_CORRIDA = "CONSISTORIO_CORRIDA"
# As the role that production gives to the application, and only so: a share of the suite that everybody's work goes through
VARIABLE_DE_ROL = "CONSISTORIO_PRUEBAS_RESTRINGIDAS"
CON_EL_ROL = (
    "src/consistorio/documental/registro/",
    "src/consistorio/tramitacion/tests/test_firmas.py",
    "src/consistorio/servicios/resoluciones/",
)
VARIABLE_DE_LO_DEL_ROL = "CONSISTORIO_PRUEBAS_DEL_ROL"


@dataclass(frozen=True)
class Comprobacion:
    """Something that passes or not, run beside the tests. `entorno`: what it needs besides what all of them have. `donde_se_pueda`: where
    it says that it cannot be done it has not failed."""

    nombre: str
    orden: Sequence[str]
    entorno: Mapping[str, str] = field(default_factory=dict)
    donde_se_pueda: bool = False


def _orden_de_pytest(argumentos: Sequence[str]) -> list[str]:
    """pytest on all the processors, unless told otherwise."""
    orden = [PYTHON, "-m", "pytest", "-q"]
    if not any(a.startswith("-n") or a == "--pdb" for a in argumentos):
        orden += ["-n", "auto", "--dist", "loadscope", "--no-loadscope-reorder"]
    return [*orden, *argumentos]


COMPROBACIONES = (
    # First: the tests that ask them wait for it. Without Java, Maven or its artefacts they say NOT RUN
    Comprobacion(
        "validadores de referencia",
        [PYTHON, "-m", "consistorio.cli", "conformidad", "--preparar"],
        donde_se_pueda=True,
    ),
    Comprobacion("ruff", [PYTHON, "-m", "ruff", "check", "."]),
    Comprobacion(
        "capas (import-linter)", [PYTHON, "-c", "from importlinter.cli import lint_imports_command as m; m()"]
    ),
    Comprobacion("tipos (mypy)", [PYTHON, "-m", "mypy", "src", "conftest.py", "requisitos"]),
    Comprobacion("migraciones", [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"]),
    Comprobacion("pruebas con el papel de producción", _orden_de_pytest(CON_EL_ROL), {VARIABLE_DE_ROL: "1"}),
)


def entorno_de_pruebas() -> dict[str, str]:
    """The environment of every check: never the town's database nor its settings."""
    entorno = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "CONSISTORIO_PRODUCTO")}
    entorno["DJANGO_SETTINGS_MODULE"] = "consistorio.conf.test"
    entorno["HYPOTHESIS_STORAGE_DIRECTORY"] = str(carpeta_var() / "hypothesis")
    entorno["PYTHONPATH"] = str(RAIZ / "src")
    return entorno


def comprobar(entorno: Mapping[str, str], fallidas: Path) -> None:
    """Run the checks one after another, with what the tests leave free of the processors. The names of those that fail are left in
    `fallidas`, one in each line, and their output is printed; of those that pass, its last line."""
    for comprobacion in COMPROBACIONES:
        empieza = time.monotonic()
        hecho = subprocess.run(
            ["nice", "-n", "19", *comprobacion.orden],
            check=False,
            cwd=RAIZ,
            env={**entorno, **comprobacion.entorno},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        tarda = time.monotonic() - empieza
        salida = hecho.stdout.rstrip()
        ultima = salida.rpartition("\n")[2]
        if comprobacion.donde_se_pueda and hecho.returncode == NO_SE_PUDO:
            aviso(f"NOT RUN  {comprobacion.nombre}  ({tarda:.0f} s)\n{salida}")
        elif hecho.returncode == 0:
            aviso(f"bien   {comprobacion.nombre}  ({tarda:.0f} s)  {ultima}")
        else:
            aviso(f"FALLA  {comprobacion.nombre}  ({tarda:.0f} s)\n{salida}")
            _apuntar(fallidas, comprobacion.nombre)


def _apuntar(fallidas: Path, nombre: str) -> None:
    with fallidas.open("a", encoding="utf-8") as apuntes:
        apuntes.write(f"{nombre}\n")


def _pytest(argumentos: Sequence[str], entorno: Mapping[str, str]) -> int:
    """Run pytest; returns its exit code."""
    return subprocess.run(_orden_de_pytest(argumentos), check=False, cwd=RAIZ, env=dict(entorno)).returncode


def ejecutar(args: argparse.Namespace) -> int:
    """`test`: checks and the whole suite. `test --rapida`: the fast suite alone. What else is said goes to pytest, and
    then only pytest runs."""
    resto: list[str] = list(args.resto)
    if resto[:1] in (["-h"], ["--help"], ["--ayuda"]):
        aviso(
            "Uso: ./consistorio test [--rapida] [argumentos de pytest]\n\n"
            "Sin argumentos: ruff, tipos, capas, migraciones y todas las pruebas, como la integración continua.\n"
            "--rapida: solo las pruebas rápidas. Lo demás se pasa a pytest (una carpeta, -k NOMBRE, -x…)."
        )
        return HECHO
    rapida = "--rapida" in resto
    resto = [a for a in resto if a != "--rapida"]
    asegurar_base_de_pruebas()
    entorno = entorno_de_pruebas()
    if resto or rapida:
        return _veredicto(_pytest([*(["-m", "not lento"] if rapida else []), *resto], entorno))
    return _todo(entorno)


def _todo(entorno: dict[str, str]) -> int:
    """What continuous integration runs: the tests one half after the other, and beside them every check."""
    fallidas, no_ejecutadas = carpeta_var() / "comprobaciones-fallidas.txt", carpeta_var() / "no-ejecutadas.jsonl"
    fallidas.write_text("", "utf-8")
    no_ejecutadas.unlink(missing_ok=True)
    entorno[VARIABLE_DE_LO_NO_EJECUTADO] = str(no_ejecutadas)
    entorno[VARIABLE_DE_FALLOS] = str(fallidas)
    with ThreadPoolExecutor(max_workers=1) as aparte:
        comprobaciones = aparte.submit(comprobar, entorno, fallidas)
        del_duenio = {**entorno, VARIABLE_DE_CORRIDA: str(os.getpid()), VARIABLE_DE_LO_DEL_ROL: " ".join(CON_EL_ROL)}
        # The browser's loop changes the context in which a process keeps its connections: it gets a process of its own
        # One worker more than processors: they wait for programs, disks and clocks, which the browser's hardly do
        uno_mas = str((os.cpu_count() or 1) + 1)
        codigo = _pytest(["--ignore", NAVEGADOR, "-n", uno_mas], del_duenio)
        if codigo:
            _apuntar(fallidas, "pruebas sin navegador")
        del_navegador = _pytest([NAVEGADOR], del_duenio)
        comprobaciones.result()
    return _veredicto(codigo or del_navegador, fallidas.read_text("utf-8").splitlines())


def _veredicto(codigo: int, fallidas: Sequence[str] = ()) -> int:
    if codigo in (3, 4):  # pytest's own internal error and wrong usage
        return NO_SE_PUDO
    return NO if codigo or fallidas else HECHO
