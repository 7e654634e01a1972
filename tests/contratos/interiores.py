"""The inner doors of the house: where its code asks an actor for a permission, and how to leave one of those questions out.

A question is a call of `Actor.puede`, or of a function that hands one of its own parameters to it (`exigir_permiso`,
`expediente_para`, `expediente_que_lleva`, `tarea_para`): then each of its callers is a door, and not the function.
"""

from __future__ import annotations

import ast
import importlib
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, FrameType, ModuleType

import pytest

from consistorio.canales.interfaz import puertas
from consistorio.canales.interfaz.puertas import puerta_de
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.accion import ACCIONES, decorador

from .fuentes import FUENTES, arbol, ficheros

# The two gates themselves: tests/contratos/test_permisos.py takes each of their permissions away
PUERTAS_DE_FUERA = {decorador.__name__, puertas.__name__}


@dataclass(frozen=True, slots=True)
class Pregunta:
    """A place where a permission is asked for. `permiso`: its code; else the words of the source, for what is only known there."""

    modulo: str
    funcion: str
    permiso: str
    orden: int
    fichero: str
    linea: int
    hasta: int

    @property
    def nombre(self) -> str:
        """How the lists name it."""
        vez = f" ({self.orden})" if self.orden > 1 else ""
        return f"{self.modulo.removeprefix('consistorio.')}.{self.funcion} {self.permiso}{vez}"

    @property
    def repetida(self) -> bool:
        """Whether the action or the view in which it stands has asked for the same before it began."""
        declaracion = ACCIONES.get(f"{self.modulo}.{self.funcion}")
        puerta = puerta_de(getattr(importlib.import_module(self.modulo), self.funcion, None))
        return (declaracion is not None and declaracion.permiso == self.permiso) or (
            puerta is not None and puerta.clase == "empleado" and puerta.detalle == self.permiso
        )

    def es(self, marco: FrameType | None) -> bool:
        """Whether the running code of a frame is this place."""
        return (
            marco is not None
            and marco.f_code.co_filename == self.fichero
            and marco.f_code.co_qualname.replace("<locals>.", "").startswith(self.funcion)
            and self.linea <= marco.f_lineno <= self.hasta
        )


@dataclass(frozen=True, slots=True)
class _Llamada:
    """A call inside a function: `nodo`, and the names of the functions around it, the nearest last."""

    nodo: ast.Call
    dentro: tuple[ast.FunctionDef | ast.ClassDef, ...]

    @property
    def a_quien(self) -> str:
        """The name of what is called."""
        llamado = self.nodo.func
        return llamado.attr if isinstance(llamado, ast.Attribute) else getattr(llamado, "id", "")

    @property
    def es_puede(self) -> bool:
        """Whether, called so, it may be `Actor.puede`."""
        return isinstance(self.nodo.func, ast.Attribute) and len(self.nodo.args) == 1

    @property
    def parametros(self) -> set[str]:
        propias = [f for f in self.dentro if isinstance(f, ast.FunctionDef)]
        return {a.arg for f in propias for a in (*f.args.args, *f.args.kwonlyargs)}


@cache
def preguntas() -> tuple[Pregunta, ...]:
    """Every one of the house, but for the two gates."""
    por_nombre: defaultdict[str, list[tuple[str, Path, _Llamada]]] = defaultdict(list)
    for fichero in ficheros():
        for llamada in _llamadas(arbol(fichero)):
            por_nombre[llamada.a_quien].append((_modulo(fichero), fichero, llamada))
    porteras, pendientes = {"puede": 0}, ["puede"]
    halladas: list[tuple[str, Path, _Llamada, ast.expr]] = []
    while pendientes:
        portera = pendientes.pop()
        for modulo, fichero, llamada in por_nombre[portera]:
            if (modulo in PUERTAS_DE_FUERA) if portera != "puede" else not llamada.es_puede:
                continue
            permiso = _argumento(llamada.nodo, porteras[portera])
            if isinstance(permiso, ast.Name) and permiso.id in llamada.parametros:
                funcion = llamada.dentro[-1]
                assert isinstance(funcion, ast.FunctionDef)
                if modulo != puertas.__name__ and funcion.name not in porteras:
                    porteras[funcion.name] = [a.arg for a in funcion.args.args].index(permiso.id)
                    pendientes.append(funcion.name)
            else:
                halladas.append((modulo, fichero, llamada, permiso))
    veces: Counter[tuple[str, str, str]] = Counter()
    salida = []
    for modulo, fichero, llamada, expresion in sorted(halladas, key=lambda h: (h[0], h[2].nodo.lineno)):
        funcion = ".".join(f.name for f in llamada.dentro)
        permiso = _codigo(importlib.import_module(modulo), expresion)
        veces[modulo, funcion, permiso] += 1
        orden = veces[modulo, funcion, permiso]
        nodo = llamada.nodo
        salida.append(
            Pregunta(modulo, funcion, permiso, orden, str(fichero), nodo.lineno, nodo.end_lineno or nodo.lineno)
        )
    return tuple(salida)


def sin_preguntar(pregunta: Pregunta, parche: pytest.MonkeyPatch) -> None:
    """Leave that question out of the house: there, everybody holds the permission."""
    puede = Actor.puede
    pasan = _que_pasan()

    def mutada(self: Actor, permiso: str) -> bool:
        marco = sys._getframe(1)
        while marco is not None and marco.f_code in pasan:
            marco = marco.f_back  # type: ignore[assignment]  # None ends the loop
        return pregunta.es(marco) or puede(self, permiso)

    parche.setattr(Actor, "puede", mutada)


def _que_pasan() -> set[CodeType]:
    from consistorio.tramitacion.expedientes.acceso import expediente_para, expediente_que_lleva
    from consistorio.tramitacion.motor.acceso import tarea_para

    porteras = (decorador.exigir_permiso, expediente_para, expediente_que_lleva, tarea_para)
    return {portera.__code__ for portera in porteras}


def _modulo(fichero: Path) -> str:
    return ".".join(fichero.relative_to(FUENTES).with_suffix("").parts).removesuffix(".__init__")


def _llamadas(nodo: ast.AST, dentro: tuple[ast.FunctionDef | ast.ClassDef, ...] = ()) -> list[_Llamada]:
    halladas: list[_Llamada] = []
    for hijo in ast.iter_child_nodes(nodo):
        if isinstance(hijo, ast.Call) and dentro and isinstance(hijo.func, ast.Attribute | ast.Name):
            halladas.append(_Llamada(hijo, dentro))
        halladas += _llamadas(hijo, (*dentro, hijo) if isinstance(hijo, ast.FunctionDef | ast.ClassDef) else dentro)
    return halladas


def _argumento(llamada: ast.Call, lugar: int) -> ast.expr:
    for clave in llamada.keywords:
        if clave.arg == "permiso":
            return clave.value
    return llamada.args[lugar]


def _codigo(modulo: ModuleType, expresion: ast.expr) -> str:
    """The permission that an expression of a module names; its own words when it is only known as it runs."""
    if isinstance(expresion, ast.Constant):
        return str(expresion.value)
    valor = getattr(modulo, expresion.id, None) if isinstance(expresion, ast.Name) else None
    return valor if isinstance(valor, str) else ast.unparse(expresion)
