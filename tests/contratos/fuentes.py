"""The sources of the house, read and parsed once for every test that looks into them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FUENTES = Path(__file__).resolve().parents[2] / "src"
CASA = FUENTES / "consistorio"


def ficheros(*, con_pruebas: bool = False) -> Iterator[Path]:
    """Every module of the product, without its migrations and, unless asked for, its tests."""
    fuera = {"migrations"} if con_pruebas else {"migrations", "tests"}
    for fichero in sorted(CASA.rglob("*.py")):
        if not fuera & set(fichero.parts) and (con_pruebas or fichero.name != "conftest.py"):
            yield fichero


@cache
def arbol(fichero: Path) -> ast.Module:
    """Its syntax tree, which nobody may change."""
    return ast.parse(fichero.read_text(encoding="utf-8"))
