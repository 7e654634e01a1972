"""Who calls what inside the house, read from its sources: a name is followed to the object that its import brings."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

from .fuentes import FUENTES, arbol, nodos


@cache
def usados(fichero: Path) -> tuple[object, ...]:
    """What the code of a module uses of the house: it is not enough to import it, nor to name it in `__all__`."""
    return tuple(usados_en(fichero, arbol(fichero)))


def usados_en(fichero: Path, raiz: ast.Module) -> Iterator[object]:
    """The same of that code, as if it were in that file."""
    modulo = ".".join(fichero.relative_to(FUENTES).with_suffix("").parts).removesuffix(".__init__")
    paquete = modulo if fichero.name == "__init__.py" else modulo.rpartition(".")[0]
    nombres = dict(_importados(raiz, paquete)) | dict(_definidos(raiz, modulo))
    for nodo in nodos(raiz):
        if isinstance(nodo, ast.Name) and isinstance(nodo.ctx, ast.Load) and nodo.id in nombres:
            yield nombres[nodo.id]
        elif isinstance(nodo, ast.Attribute):
            base = _modulo_de(nodo.value, nombres)
            if base is not None and hasattr(base, nodo.attr):
                yield getattr(base, nodo.attr)


def _modulo_de(nodo: ast.expr, nombres: dict[str, object]) -> ModuleType | None:
    """The module of the house that an expression names, as in `acciones.publicar`."""
    hallado: object = None
    if isinstance(nodo, ast.Name):
        hallado = nombres.get(nodo.id)
    elif isinstance(nodo, ast.Attribute):
        base = _modulo_de(nodo.value, nombres)
        hallado = getattr(base, nodo.attr, None)
    return hallado if isinstance(hallado, ModuleType) and hallado.__name__.startswith("consistorio") else None


def _importados(raiz: ast.Module, paquete: str) -> Iterator[tuple[str, object]]:
    for nodo in nodos(raiz):
        if not isinstance(nodo, ast.ImportFrom):
            continue
        origen = "." * nodo.level + (nodo.module or "")
        if nodo.level == 0 and not origen.startswith("consistorio"):
            continue
        modulo = importlib.import_module(origen, paquete if nodo.level else None)
        for alias in (a for a in nodo.names if a.name != "*"):
            objeto = getattr(modulo, alias.name, None)
            if objeto is None:
                objeto = importlib.import_module(f"{modulo.__name__}.{alias.name}")
            yield alias.asname or alias.name, objeto


def _definidos(raiz: ast.Module, modulo: str) -> Iterator[tuple[str, object]]:
    """What the module defines itself, for what it calls of its own."""
    propias = [n.name for n in raiz.body if isinstance(n, ast.FunctionDef | ast.ClassDef)]
    propias += [n.targets[0].id for n in raiz.body if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name)]
    if propias:
        cargado = importlib.import_module(modulo)
        yield from ((nombre, getattr(cargado, nombre)) for nombre in propias)


def textos(fichero: Path) -> Iterator[str]:
    """The texts that the code of a module uses as they are, besides those that it only gives a name to."""
    con_nombre = {id(n.value) for n in nodos(arbol(fichero)) if isinstance(n, ast.Assign)}
    for nodo in nodos(arbol(fichero)):
        if isinstance(nodo, ast.Constant) and isinstance(nodo.value, str) and id(nodo) not in con_nombre:
            yield nodo.value
