"""What the house tells every page is not hidden by what one view tells its own.

A view's context wins over the context processors': a view that happened to call its query `consulta` made the sede say on the page
of identification that it was a copy where nothing can be filed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from .fuentes import CASA, arbol, ficheros, nodos


def de_la_casa() -> set[str]:
    """The names that the context processors of the house give."""
    nombres: set[str] = set()
    for motor in settings.TEMPLATES:
        for procesador in motor["OPTIONS"].get("context_processors", []):
            if procesador.startswith("consistorio."):
                nombres |= set(import_string(procesador)(HttpRequest()))
    return nombres


def nombrados(fichero: Path) -> Iterator[tuple[int, str]]:
    """The names that a module which draws pages writes in its dictionaries, and those that it adds to one by hand."""
    for nodo in nodos(arbol(fichero)):
        claves: list[ast.expr | None] = []
        if isinstance(nodo, ast.Dict):
            claves = list(nodo.keys)
        elif isinstance(nodo, ast.Subscript) and isinstance(nodo.ctx, ast.Store):
            claves = [nodo.slice]
        for clave in claves:
            if isinstance(clave, ast.Constant) and isinstance(clave.value, str):
                yield clave.lineno, clave.value
        if isinstance(nodo, ast.Call) and isinstance(nodo.func, ast.Name) and nodo.func.id == "dict":
            yield from ((nodo.lineno, palabra.arg) for palabra in nodo.keywords if palabra.arg)


def test_no_view_hides_what_the_house_says_to_every_page() -> None:
    casa = de_la_casa()
    assert {"entidad", "ahora", "actor", "solo_consulta"} <= casa
    tapados = [
        f"{fichero.relative_to(CASA)}:{linea} {nombre}"
        for fichero in ficheros()
        if "canales" in fichero.parts and "vistas" in fichero.relative_to(CASA).as_posix()
        for linea, nombre in nombrados(fichero)
        if nombre in casa
    ]
    assert not tapados, f"a page would not hear it from the house: {tapados}"
