"""Which facts a function can note, read from its code: what it names, and what the functions that it names name in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import CodeType, FunctionType, ModuleType

from consistorio.plataforma.auditoria.eventos import registrados

CASA = "consistorio."


@cache
def hechos_a_su_alcance(funcion: Callable[..., object]) -> frozenset[str]:
    """Types of the registered facts whose class is named by the function or by what it reaches inside the house."""
    tipos = {clase: tipo for tipo, clase in registrados().items()}
    vistos: set[object] = set()
    hallados: set[str] = set()
    cola: list[object] = [funcion]
    while cola:
        objeto = _sin_envolver(cola.pop())
        if id(objeto) in vistos:
            continue
        vistos.add(id(objeto))
        if isinstance(objeto, type):
            if objeto in tipos:
                hallados.add(tipos[objeto])
            elif objeto.__module__.startswith(CASA):
                cola += [v for v in vars(objeto).values() if isinstance(v, FunctionType)]
        elif isinstance(objeto, FunctionType):
            if objeto.__module__.startswith(CASA):
                cola += _nombrados(objeto)
        elif isinstance(objeto, Mapping):
            cola += objeto.values()
        elif isinstance(objeto, list | tuple):
            cola += objeto
        elif type(objeto).__module__.startswith(CASA):
            cola.append(type(objeto))
    return frozenset(hallados)


def _sin_envolver(objeto: object) -> object:
    while isinstance(objeto, FunctionType) and hasattr(objeto, "__wrapped__"):
        objeto = objeto.__wrapped__
    return objeto


@cache
def _nombrados(funcion: FunctionType) -> tuple[object, ...]:
    """The globals that its code names, and the attributes that it takes from modules of the house."""
    return tuple(_hallados(funcion))


def _hallados(funcion: FunctionType) -> Iterator[object]:
    for codigo in _codigos(funcion.__code__):
        for nombre in codigo.co_names:
            objeto = funcion.__globals__.get(nombre)
            if isinstance(objeto, ModuleType):
                if objeto.__name__.startswith(CASA):
                    yield from (getattr(objeto, n) for n in codigo.co_names if hasattr(objeto, n))
            elif objeto is not None:
                yield objeto


def _codigos(codigo: CodeType) -> Iterator[CodeType]:
    yield codigo
    for constante in codigo.co_consts:
        if isinstance(constante, CodeType):
            yield from _codigos(constante)
