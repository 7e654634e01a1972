"""`test`: everything that CI runs."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from consistorio.plataforma.base.conexion import asegurar_base_de_pruebas
from consistorio.plataforma.base.rutas import RAIZ, carpeta_var

from .salida import HECHO, NO, NO_SE_PUDO, aviso

# Read by conftest.py, which repeats them right above pytest's summary.
VARIABLE_DE_FALLOS = "CONSISTORIO_COMPROBACIONES_FALLIDAS"


@dataclass(frozen=True)
class Comprobacion:
    """A check that is not pytest."""

    nombre: str
    orden: Sequence[str]


PYTHON = sys.executable
NAVEGADOR = "tests/navegador"
# Likewise: a file where each run of pytest leaves what it did not run, so that the last one says it all.
VARIABLE_DE_LO_NO_EJECUTADO = "CONSISTORIO_NO_EJECUTADAS"
# As the role that production gives to the application, and only so: a share of the suite that everybody's work goes through
VARIABLE_DE_ROL = "CONSISTORIO_PRUEBAS_RESTRINGIDAS"
CON_EL_ROL = (
    "src/consistorio/documental/registro/",
    "src/consistorio/tramitacion/tests/test_firmas.py",
    "src/consistorio/servicios/resoluciones/",
)
VARIABLE_DE_LO_DEL_ROL = "CONSISTORIO_PRUEBAS_DEL_ROL"
COMPROBACIONES = (
    Comprobacion("ruff", [PYTHON, "-m", "ruff", "check", "--quiet", "."]),
    Comprobacion(
        "capas (import-linter)", [PYTHON, "-c", "from importlinter.cli import lint_imports_command as m; m()"]
    ),
    Comprobacion("tipos (mypy)", [PYTHON, "-m", "mypy", "--no-error-summary", "src", "conftest.py", "requisitos"]),
    Comprobacion("migraciones", [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"]),
)


def entorno_de_pruebas() -> dict[str, str]:
    """The environment of every check: never the town's database nor its settings."""
    entorno = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "CONSISTORIO_PRODUCTO")}
    entorno["DJANGO_SETTINGS_MODULE"] = "consistorio.conf.test"
    entorno["HYPOTHESIS_STORAGE_DIRECTORY"] = str(carpeta_var() / "hypothesis")
    entorno["PYTHONPATH"] = str(RAIZ / "src")
    return entorno


def comprobar() -> list[str]:
    """Run the checks one after another, with what the tests leave free of the processors; returns the names of those that fail,
    whose output has been printed."""
    fallidas = []
    for comprobacion in COMPROBACIONES:
        empieza = time.monotonic()
        hecho = subprocess.run(
            ["nice", "-n", "19", *comprobacion.orden],
            check=False,
            cwd=RAIZ,
            env=entorno_de_pruebas(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        bien = hecho.returncode == 0
        aviso(f"{'bien ' if bien else 'FALLA'}  {comprobacion.nombre}  ({time.monotonic() - empieza:.0f} s)")
        if not bien:
            fallidas.append(comprobacion.nombre)
            aviso(hecho.stdout.rstrip())
    return fallidas


def _pytest(argumentos: Sequence[str], entorno: Mapping[str, str]) -> int:
    """Run pytest, on all the processors unless told otherwise; returns its exit code."""
    orden = [PYTHON, "-m", "pytest", "-q"]
    if not any(a.startswith("-n") or a == "--pdb" for a in argumentos):
        orden += ["-n", "auto", "--dist", "loadscope", "--no-loadscope-reorder"]
    return subprocess.run([*orden, *argumentos], check=False, cwd=RAIZ, env=dict(entorno)).returncode


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
    no_ejecutadas = carpeta_var() / "no-ejecutadas.jsonl"
    no_ejecutadas.unlink(missing_ok=True)
    entorno[VARIABLE_DE_LO_NO_EJECUTADO] = str(no_ejecutadas)
    with ThreadPoolExecutor(max_workers=1) as aparte:
        comprobaciones = aparte.submit(comprobar)
        # The browser's loop changes the context in which a process keeps its connections: it gets a process of its own
        codigo = _pytest(["--ignore", NAVEGADOR], {**entorno, VARIABLE_DE_LO_DEL_ROL: " ".join(CON_EL_ROL)})
        del_navegador = _pytest([NAVEGADOR], entorno)
        fallidas = comprobaciones.result()
    corridas = {"pruebas sin navegador": codigo, "pruebas con navegador": del_navegador}
    entorno[VARIABLE_DE_FALLOS] = ", ".join([*fallidas, *(nombre for nombre, suyo in corridas.items() if suyo)])
    con_el_rol = _pytest(CON_EL_ROL, {**entorno, VARIABLE_DE_ROL: "1"})
    return _veredicto(codigo or del_navegador or con_el_rol, fallidas)


def _veredicto(codigo: int, fallidas: Sequence[str] = ()) -> int:
    if codigo in (3, 4):  # pytest's own internal error and wrong usage
        return NO_SE_PUDO
    return NO if codigo or fallidas else HECHO
