"""What people read goes through gettext: no error, problem, message nor explanation is written in bare Spanish.

The house is read as syntax trees, so that a text is found where it is written, whatever the path that leads to it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FUENTES = Path(__file__).resolve().parents[2] / "src" / "consistorio"
# Not read through the product: the command line (it speaks before there are settings), what only runs in the demo, and the
# page that shows the components with made-up texts
FUERA = ("cli/", "integraciones/pki_demo/", "integraciones/clave/simulador.py", "canales/interfaz/vistas.py")
# Besides the errors of the domain: whoever carries a text, and at which position it begins
PORTADORES = {"Problema": 1, "ProblemaEni": 1, "XmlInaceptable": 0, "Paso": 1}
PALABRAS_CLAVE = {"que_hacer", "label", "help_text", "etiqueta", "ayuda", "mensaje", "error"}
MENSAJES = "messages"


def fuentes() -> dict[str, ast.Module]:
    """Every module of the house that people read texts of."""
    ficheros = (f for f in FUENTES.rglob("*.py") if not {"tests", "migrations"} & set(f.parts))
    arboles = {f.relative_to(FUENTES).as_posix(): ast.parse(f.read_text(encoding="utf-8")) for f in ficheros}
    return {ruta: arbol for ruta, arbol in arboles.items() if not ruta.startswith(FUERA)}


def errores_de_dominio(arboles: dict[str, ast.Module]) -> set[str]:
    """Names of `ErrorDominio` and of every class under it."""
    bases = {
        nodo.name: {_nombre(base) for base in nodo.bases}
        for arbol in arboles.values()
        for nodo in ast.walk(arbol)
        if isinstance(nodo, ast.ClassDef)
    }
    errores = {"ErrorDominio"}
    while nuevas := {clase for clase, suyas in bases.items() if suyas & errores} - errores:
        errores |= nuevas
    return errores


def textos_sin_gettext(arbol: ast.Module, errores: set[str]) -> Iterator[tuple[int, str]]:
    """Line and text of each literal that reaches people as it is written."""
    funciones = [n for n in ast.walk(arbol) if isinstance(n, ast.FunctionDef)]
    for llamada in (n for n in ast.walk(arbol) if isinstance(n, ast.Call)):
        for argumento in _textos_de(llamada, errores):
            for valor in (argumento, *_asignados(argumento, funciones)):
                if _es_literal(valor):
                    yield valor.lineno, ast.unparse(valor)


def _textos_de(llamada: ast.Call, errores: set[str]) -> list[ast.expr]:
    nombre = _nombre(llamada.func)
    textos = [clave.value for clave in llamada.keywords if clave.arg in PALABRAS_CLAVE]
    if nombre in errores:
        textos += llamada.args
    elif nombre in PORTADORES:
        textos += llamada.args[PORTADORES[nombre] :]
    elif isinstance(llamada.func, ast.Attribute) and _nombre(llamada.func.value) == MENSAJES:
        textos += llamada.args[1:]
    elif nombre == "__init__" and isinstance(llamada.func, ast.Attribute):
        textos += llamada.args[:1]
    return textos


def _asignados(argumento: ast.expr, funciones: list[ast.FunctionDef]) -> Iterator[ast.expr]:
    """What is given, in its function, to the variable that is passed."""
    if not isinstance(argumento, ast.Name):
        return
    for funcion in funciones:
        if funcion.lineno <= argumento.lineno <= (funcion.end_lineno or 0):
            for nodo in ast.walk(funcion):
                if isinstance(nodo, ast.Assign) and argumento.id in {_nombre(t) for t in nodo.targets}:
                    yield nodo.value


def _es_literal(nodo: ast.expr) -> bool:
    if isinstance(nodo, ast.Constant):
        return isinstance(nodo.value, str) and _es_frase(nodo.value)
    if isinstance(nodo, ast.JoinedStr):
        return any(isinstance(v, ast.Constant) and sum(map(str.isalpha, str(v.value))) > 2 for v in nodo.values)
    if isinstance(nodo, ast.BinOp):
        return _es_literal(nodo.left) or (isinstance(nodo.op, ast.Add) and _es_literal(nodo.right))
    if isinstance(nodo, ast.IfExp):
        return _es_literal(nodo.body) or _es_literal(nodo.orelse)
    return False


def _es_frase(texto: str) -> bool:
    return any(map(str.isalpha, texto)) and (" " in texto.strip() or texto[:1].isupper())


def _nombre(nodo: ast.expr) -> str:
    return nodo.attr if isinstance(nodo, ast.Attribute) else nodo.id if isinstance(nodo, ast.Name) else ""


def test_no_text_reaches_people_without_gettext() -> None:
    arboles = fuentes()
    errores = errores_de_dominio(arboles)
    assert len(arboles) > 300
    assert {"DatosIncorrectos", "CalendarioIncompleto", "CertificadoRechazado"} <= errores
    sueltos = [
        f"{r}:{linea} {texto}" for r, a in sorted(arboles.items()) for linea, texto in textos_sin_gettext(a, errores)
    ]
    assert sueltos == []


@pytest.mark.parametrize(
    ("codigo", "hallados"),
    [
        ('raise Conflicto("Ya estaba anulado.")', 1),
        ('raise Conflicto(_("Ya estaba anulado."))', 0),
        ('raise Conflicto(_("Ya estaba en %(n)s.") % {"n": n}, que_hacer="Vuelva a mirar.")', 1),
        ('problemas.append(Problema("asunto", f"No puede pasar de {tope} caracteres."))', 1),
        ('problemas.append(Problema("asunto", mensaje))', 0),
        ('def f():\n    mensaje = "Escriba el asunto."\n    raise DatosIncorrectos(mensaje)', 1),
        ('messages.success(request, "Guardado " + nombre)', 1),
        ('raise Conflicto(_("Sí.") if x else "No se puede.")', 1),
    ],
)
def test_the_search_finds_what_it_must(codigo: str, hallados: int) -> None:
    assert len(list(textos_sin_gettext(ast.parse(codigo), {"Conflicto", "DatosIncorrectos"}))) == hallados
