"""What fills a demo town on its first start: the table `SIEMBRAS`, and how it is run (`python -m consistorio.cli.siembra`).

A sowing is a function without arguments that goes through the real actions, is idempotent, and returns the lines to
show at every start of the demo (who can log in and how). `con_todo`: it needs the town's processes running (stories).
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from consistorio.plataforma.base.ajustes import modulo_de_ajustes

from .entorno import preparar_django
from .salida import HECHO, NO_SE_PUDO, aviso


@dataclass(frozen=True)
class Siembra:
    """One sowing: `modulo` has a function `sembrar() -> Sequence[str]`."""

    nombre: str
    modulo: str
    con_todo: bool = False

    @property
    def existe(self) -> bool:
        """Has that room a sowing?"""
        try:
            return importlib.util.find_spec(self.modulo) is not None
        except ModuleNotFoundError:
            return False


SIEMBRAS: tuple[Siembra, ...] = (
    Siembra("calendario", "consistorio.plataforma.calendario.datos.demo"),
    Siembra("organizacion", "consistorio.cli.datos_demo.organizacion"),
    Siembra("firma", "consistorio.integraciones.pki_demo.siembra"),
    Siembra("procedimientos", "consistorio.tramitacion.catalogo.datos.demo"),
    Siembra("contabilidad", "consistorio.cli.datos_demo.contabilidad", con_todo=True),
    Siembra("facturas", "consistorio.cli.datos_demo.facturas", con_todo=True),
    Siembra("cuentas", "consistorio.cli.datos_demo.cuentas", con_todo=True),
    Siembra("control", "consistorio.cli.datos_demo.control", con_todo=True),
    Siembra("historias", "consistorio.cli.recorrido.siembra", con_todo=True),
)


def leer(fichero: Path) -> dict[str, list[str]]:
    """What has been sown, and the lines that each left."""
    if not fichero.exists():
        return {}
    sembrado: dict[str, list[str]] = json.loads(fichero.read_text("utf-8"))
    return sembrado


def pendientes(fichero: Path, *, con_todo: bool) -> list[Siembra]:
    """Sowings of that phase that have not been done."""
    hechas = leer(fichero)
    return [s for s in SIEMBRAS if s.con_todo is con_todo and s.nombre not in hechas and s.existe]


def sembrar(fichero: Path, *, con_todo: bool) -> dict[str, list[str]]:
    """Sow what is pending of one phase, with Django ready; what is done is written down after each one. Returns the lines of all."""
    fichero.parent.mkdir(parents=True, exist_ok=True)
    for siembra in pendientes(fichero, con_todo=con_todo):
        funcion: Callable[[], Sequence[str]] = importlib.import_module(siembra.modulo).sembrar
        aviso(f"Datos de ejemplo: {siembra.nombre}…")
        hechas = leer(fichero) | {siembra.nombre: list(funcion())}
        fichero.write_text(json.dumps(hechas, ensure_ascii=False, indent=1), "utf-8")
    return leer(fichero)


def main(argumentos: Sequence[str]) -> int:
    """`sembrar` in a process of its own, for a town whose supervisor does not load Django."""
    analizador = argparse.ArgumentParser(prog="siembra")
    analizador.add_argument("fichero", type=Path)
    analizador.add_argument("--con-todo", action="store_true")
    args = analizador.parse_args(argumentos)
    if modulo_de_ajustes().endswith("produccion"):
        aviso("Los datos de ejemplo no se siembran en producción.")
        return NO_SE_PUDO
    preparar_django()
    sembrar(args.fichero, con_todo=args.con_todo)
    return HECHO


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
