"""The sources of the house, read and parsed once for every test that looks into them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from consistorio.plataforma.base.carga import sin_buscar_basura

FUENTES = Path(__file__).resolve().parents[2] / "src"
CASA = FUENTES / "consistorio"


@cache
def ficheros(*, con_pruebas: bool = False) -> tuple[Path, ...]:
    """Every module of the product, without its migrations and, unless asked for, its tests."""
    fuera = {"migrations"} if con_pruebas else {"migrations", "tests"}
    return tuple(
        fichero
        for fichero in sorted(CASA.rglob("*.py"))
        if not fuera & set(fichero.parts) and (con_pruebas or fichero.name != "conftest.py")
    )


@cache
def arbol(fichero: Path) -> ast.Module:
    """Its syntax tree, which nobody may change: it stays, and no search for garbage goes through it."""
    with sin_buscar_basura():
        return ast.parse(fichero.read_text(encoding="utf-8"))


@cache
def nodos(raiz: ast.Module) -> tuple[ast.AST, ...]:
    """Its nodes as `ast.walk` gives them: each test looks at them all again, and finding them is most of what that costs."""
    return tuple(ast.walk(raiz))
