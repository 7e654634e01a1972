"""What people read goes through gettext: no error, problem, message, explanation, label nor table of words is written in bare Spanish.

The house is read as syntax trees, so that a text is found where it is written, whatever the path that leads to it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from .fuentes import CASA, arbol, ficheros, nodos

# Not read through the product: the command line (it speaks before there are settings), what only runs in the demo, and the
# page that shows the components with made-up texts
FUERA = ("cli/", "integraciones/pki_demo/", "integraciones/clave/simulador.py", "canales/interfaz/vistas.py")
# Besides the errors of the domain: whoever carries a text, and at which position it begins
PORTADORES = {"Problema": 1, "ProblemaEni": 1, "XmlInaceptable": 0, "Paso": 1}
PALABRAS_CLAVE = {"que_hacer", "label", "help_text", "etiqueta", "ayuda", "mensaje", "error"}
MENSAJES = "messages"

GETTEXT = {
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
}
# What registers something with a label, and which of its arguments that is
ROTULADORES = {"evento": 1, "declarar": 1, "anunciar": 1, "comprobacion": 0}
ROTULOS_DE_MODELO = {"verbose_name", "verbose_name_plural", "proposito_datos", "conservacion_datos"}
# Written outside functions and not for people: grounds and reasons for whoever reviews, names of system actors, patterns
NO_SE_LEEN = {"accion", "publica", "sistema", "compile", "TypeVar", "falla", "Anotado"}
CLAVES_QUE_NO_SE_LEEN = {"norma", "motivo"}
ORDEN = re.compile(
    r"(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|SET|WITH) |ES_<"
)  # SQL; the shape of an ENI identifier
# Words that are names of fields, of elements of a schema or of a protocol, settings, sample data of a town, or for whoever programs;
# and what speaks on the command line alone, also before there are settings
NO_HABLAN_EN_PAGINAS = (
    "conf/",
    "documental/documentos/catalogo_plantillas.py",
    "documental/documentos/comprobacion.py",
    "documental/sellado/verificacion.py",
    "economia/carga/listados/formatos.py",
    "integraciones/antivirus/simulador.py",
    "integraciones/certificado/confianza.py",
    "integraciones/certificado/frente.py",
    "integraciones/clave/sp.py",
    "integraciones/correo/simulador/",
    "integraciones/face/simulador/",
    "plataforma/base/",
    "plataforma/organizacion/demostracion.py",
    "plataforma/tablas.py",
    "servicios/archivo/eni/estructura.py",
    "tramitacion/catalogo/datos/",
    "tramitacion/catalogo/management/",
    "tramitacion/motor/cotejos.py",
)
NORMA = re.compile(
    r"(LPACAP|LRJSP|LOPDGDD|RGPD|LGT|TRLRHL|ROF|EBEP|NTI|RD|Ley|Real Decreto|Reglamento)\b.*\b(art|arts|anexo)\b"
)


@cache
def fuentes() -> dict[str, ast.Module]:
    """Every module of the house that people read texts of."""
    rutas = {f.relative_to(CASA).as_posix(): f for f in ficheros()}
    return {ruta: arbol(fichero) for ruta, fichero in rutas.items() if not ruta.startswith(FUERA)}


def errores_de_dominio(arboles: dict[str, ast.Module]) -> set[str]:
    """Names of `ErrorDominio` and of every class under it."""
    bases = {
        nodo.name: {_nombre(base) for base in nodo.bases}
        for arbol in arboles.values()
        for nodo in nodos(arbol)
        if isinstance(nodo, ast.ClassDef)
    }
    errores = {"ErrorDominio"}
    while nuevas := {clase for clase, suyas in bases.items() if suyas & errores} - errores:
        errores |= nuevas
    return errores


def textos_sin_gettext(arbol: ast.Module, errores: set[str]) -> Iterator[tuple[int, str]]:
    """Line and text of each literal that reaches people as it is written."""
    funciones = [n for n in nodos(arbol) if isinstance(n, ast.FunctionDef)]
    for llamada in (n for n in nodos(arbol) if isinstance(n, ast.Call)):
        for argumento in _textos_de(llamada, errores):
            for valor in (argumento, *_asignados(argumento, funciones)):
                if _es_literal(valor):
                    yield valor.lineno, ast.unparse(valor)


def rotulos_sin_gettext(arbol: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of each label, of each word of a table and of each phrase that is not marked to be translated."""
    for nodo in nodos(arbol):
        for valor in _rotulos_de(nodo):
            if isinstance(valor, ast.Constant) and isinstance(valor.value, str) and any(map(str.isalpha, valor.value)):
                yield valor.lineno, ast.unparse(valor)
    llamadas = (n for n in nodos(arbol) if isinstance(n, ast.Call) and _nombre(n.func) in NO_SE_LEEN)
    motivos = {_nombre(argumento) for llamada in llamadas for argumento in llamada.args}
    for sentencia in arbol.body:
        if not (isinstance(sentencia, ast.Assign) and _nombre(sentencia.targets[0]) in motivos - {""}):
            yield from _frases_sueltas(sentencia)


def _rotulos_de(nodo: ast.AST) -> Iterator[ast.expr]:
    if isinstance(nodo, ast.Call):
        posicion = ROTULADORES.get(_nombre(nodo.func))
        if posicion is not None:
            yield from nodo.args[posicion : posicion + 1]
        for clave in nodo.keywords:
            if clave.arg == "choices" and isinstance(clave.value, ast.List):
                yield from (par.elts[-1] for par in clave.value.elts if isinstance(par, ast.Tuple))
    elif isinstance(nodo, ast.ClassDef):
        son_opciones = any(_nombre(base).endswith("Choices") for base in nodo.bases)
        for asignado in (n for n in nodo.body if isinstance(n, ast.Assign)):
            if son_opciones:
                yield asignado.value.elts[-1] if isinstance(asignado.value, ast.Tuple) else asignado.value
            elif {_nombre(t) for t in asignado.targets} & ROTULOS_DE_MODELO:
                yield asignado.value


def _frases_sueltas(nodo: ast.AST, *, en_tabla: bool = False) -> Iterator[tuple[int, str]]:
    """`en_tabla`: a value of a dict outside functions."""
    if isinstance(nodo, ast.Call) and _nombre(nodo.func) in {"_", *GETTEXT, *NO_SE_LEEN, *ROTULADORES}:
        return
    if isinstance(nodo, ast.keyword) and nodo.arg in CLAVES_QUE_NO_SE_LEEN:
        return
    if isinstance(nodo, ast.Assign) and _nombre(nodo.targets[0]) == "msg":  # for whoever programs
        return
    if isinstance(nodo, ast.Expr) and isinstance(nodo.value, ast.Constant):  # a docstring
        return
    if isinstance(nodo, ast.Constant):
        if isinstance(nodo.value, str) and _es_para_personas(nodo.value, palabra=en_tabla):
            yield nodo.lineno, ast.unparse(nodo)
        return
    if isinstance(nodo, ast.FunctionDef):
        dados = [valor for valor in (*nodo.args.defaults, *nodo.args.kw_defaults) if valor is not None]
        for hijo in (*nodo.decorator_list, *dados, *nodo.body):
            yield from _frases_sueltas(hijo)
        return
    if isinstance(nodo, ast.AnnAssign):
        hijos: list[ast.AST] = [nodo.value] if nodo.value else []
    elif isinstance(nodo, ast.Dict):
        hijos, en_tabla = list(nodo.values), True
    else:
        hijos = list(ast.iter_child_nodes(nodo))
    for hijo in hijos:
        yield from _frases_sueltas(hijo, en_tabla=en_tabla)


def _es_para_personas(texto: str, *, palabra: bool) -> bool:
    """Words for people: some of them with their accents or after a capital, in one line; a single capitalised word, in a dict."""
    if "\n" in texto or NORMA.match(texto) or ORDEN.match(texto) or not any(map(str.islower, texto)):
        return False
    if texto[0].isupper() and texto.isalpha():
        return palabra
    return " " in texto.strip() and (texto[0].isupper() or not texto.isascii())


def intraducibles(arbol: ast.Module) -> Iterator[tuple[int, str]]:
    """What makemessages would not find: gettext under another name than its own or `_`, or given a text that is made up there."""
    for nodo in nodos(arbol):
        if isinstance(nodo, ast.ImportFrom):
            yield from (
                (nodo.lineno, ast.unparse(nodo))
                for alias in nodo.names
                if alias.name in GETTEXT and alias.asname not in {None, "_"}
            )
        elif isinstance(nodo, ast.Call) and _nombre(nodo.func) in {"_", *GETTEXT}:
            yield from (
                (nodo.lineno, ast.unparse(nodo)) for a in nodo.args[:1] if isinstance(a, ast.JoinedStr | ast.BinOp)
            )


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


def test_no_label_is_written_without_gettext() -> None:
    sueltos = [
        f"{ruta}:{linea} {texto}"
        for ruta, arbol in sorted(fuentes().items())
        if not ruta.startswith(NO_HABLAN_EN_PAGINAS)
        for linea, texto in rotulos_sin_gettext(arbol)
    ]
    assert sueltos == []


def test_makemessages_finds_every_text() -> None:
    perdidos = [f"{r}:{linea} {texto}" for r, a in sorted(fuentes().items()) for linea, texto in intraducibles(a)]
    assert perdidos == []


@pytest.mark.parametrize(
    ("codigo", "hallados"),
    [
        ('class E(models.TextChoices):\n    ALTA = "alta", "alta"', 1),
        ('class E(models.TextChoices):\n    ALTA = "alta"', 1),
        ('class E(models.TextChoices):\n    ALTA = "alta", _("Alta")', 0),
        ('class M:\n    class Meta:\n        verbose_name = "asiento"', 1),
        ('@evento("asiento.anotado", "Se anotó")\nclass A: ...', 1),
        ('@evento("asiento.anotado", _("Se anotó"))\nclass A: ...', 0),
        ('permisos.declarar("registro.ver", "Consultar")', 1),
        ('x = models.CharField(choices=[("a", "pedida")])', 1),
        ('NOMBRES = {"a": "Entrada", "b": "entrada", "c": _("Salida")}', 1),
        ('VIAS = (("a", "Por correo"), ("b", _("Por teléfono")))', 1),
        ('X = Actuacion("a", _("Sellado"), "LPACAP art. 17", firma="Sello del Ayuntamiento")', 1),
        ('@accion("a.b", permiso="a", norma="Artículo que se cita")\ndef f() -> None:\n    pass', 0),
        ('def f(n: int) -> str:\n    return f"Números reservados: {n}"', 1),
        ('def f() -> None:\n    """Una frase."""\n    msg = "Not for people"\n    anotar(motivo="Ver el asiento")', 0),
    ],
)
def test_the_search_of_labels_finds_what_it_must(codigo: str, hallados: int) -> None:
    assert len(list(rotulos_sin_gettext(ast.parse(codigo)))) == hallados


@pytest.mark.parametrize(
    ("codigo", "hallados"),
    [
        ("from django.utils.translation import gettext_noop as marcar", 1),
        ("from django.utils.translation import gettext_lazy as _, gettext_noop", 0),
        ('_(f"Hay {n} tareas")', 1),
        ('_("Hay " + n)', 1),
        ('_("Hay %(n)s") % {"n": n}', 0),
    ],
)
def test_the_search_of_the_untranslatable_finds_what_it_must(codigo: str, hallados: int) -> None:
    assert len(list(intraducibles(ast.parse(codigo)))) == hallados


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
