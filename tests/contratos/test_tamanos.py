"""Files under 500 lines and functions under 60: who goes over is on a reviewed list, with its size, or a test fails."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.contratos.test_contratos import comparar

from .fuentes import CASA, arbol, ficheros

LINEAS_DE_FICHERO = 500
LINEAS_DE_FUNCION = 60


def demasiado_largos() -> Iterator[str]:
    """Each as `path lines` or `path::function lines`."""
    for fichero in ficheros(con_pruebas=True):
        nombre = fichero.relative_to(CASA).as_posix()
        lineas = len(fichero.read_text(encoding="utf-8").splitlines())
        if lineas > LINEAS_DE_FICHERO:
            yield f"{nombre} {lineas}"
        for nodo in ast.walk(arbol(fichero)):
            if isinstance(nodo, ast.FunctionDef | ast.AsyncFunctionDef):
                lineas = (nodo.end_lineno or nodo.lineno) - nodo.lineno + 1
                if lineas > LINEAS_DE_FUNCION:
                    yield f"{nombre}::{nodo.name} {lineas}"


def test_what_is_too_long_is_on_the_reviewed_list() -> None:
    comparar("largos.txt", list(demasiado_largos()))
