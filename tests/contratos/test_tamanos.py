"""Files under 500 lines and functions under 60: who goes over is on a reviewed list, with its size, or a test fails."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.contratos.test_contratos import comparar

from .fuentes import CASA, arbol, ficheros, nodos

LINEAS_DE_FICHERO = 500
LINEAS_DE_FUNCION = 60
_EMPIEZA = re.compile(r"^( *)(?:(async def|def) |class |@)", re.MULTILINE)


def puede_pasar(texto: str) -> bool:
    """Whether some function of a module may be over: from its first line to the next one that begins something as far to the left."""
    comienzos = [(texto.count("\n", 0, m.start()), len(m[1]), bool(m[2])) for m in _EMPIEZA.finditer(texto)]
    comienzos.append((texto.count("\n"), 0, False))
    return any(
        es_funcion
        and next(otra for otra, suya, _f in comienzos[i + 1 :] if suya <= sangria) - linea > LINEAS_DE_FUNCION
        for i, (linea, sangria, es_funcion) in enumerate(comienzos)
    )


def demasiado_largos() -> Iterator[str]:
    """Each as `path lines` or `path::function lines`."""
    for fichero in ficheros(con_pruebas=True):
        nombre = fichero.relative_to(CASA).as_posix()
        texto = fichero.read_text(encoding="utf-8")
        lineas = len(texto.splitlines())
        if lineas > LINEAS_DE_FICHERO:
            yield f"{nombre} {lineas}"
        # Those of tests nobody else reads
        for nodo in nodos(arbol(fichero)) if "tests" not in fichero.parts or puede_pasar(texto) else ():
            if isinstance(nodo, ast.FunctionDef | ast.AsyncFunctionDef):
                lineas = (nodo.end_lineno or nodo.lineno) - nodo.lineno + 1
                if lineas > LINEAS_DE_FUNCION:
                    yield f"{nombre}::{nodo.name} {lineas}"


def test_what_is_too_long_is_on_the_reviewed_list() -> None:
    comparar("largos.txt", list(demasiado_largos()))
