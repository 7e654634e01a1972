"""The kinds of task that exist, so that a definition cannot name one that nobody runs.

Those of the standard model are the contract with the rooms above; the rest are declared by whoever registers them with the
engine. The catalogue only asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Valor

Comprobador = Callable[[Mapping[str, Valor], Esquema], Sequence[Problema]]
Narrador = Callable[[Mapping[str, Valor], Esquema], Sequence[str]]
DEL_MODELO_ESTANDAR = frozenset(
    {"comunicacion_inicial", "revision", "propuesta", "resolucion", "notificacion", "cierre"}
)
# Whom the law makes sign the document of a kind of task to whose circuit a procedure may add others (`firmas`): who writes it; the organ that
# decides the case; or that organ with the public faith of the Secretaría
QUIEN_ESCRIBE, EL_ORGANO, RESUELVE = "quien_escribe", "organo", "resuelve"
_TIPOS: set[str] = set(DEL_MODELO_ESTANDAR)
_COMPROBADORES: dict[str, Comprobador] = {}
_CIRCUITOS: dict[str, str] = {}
_NARRADORES: dict[str, Narrador] = {}
_PERMISOS: dict[str, str] = {}
_ANTERIORES: dict[str, Mapping[str, frozenset[str]]] = {}


def declarar(
    codigo: str,
    comprobar: Comprobador | None = None,
    *,
    circuito: str = "",
    decir: Narrador | None = None,
    permiso: str = "",
    anteriores: Mapping[str, frozenset[str]] | None = None,
) -> None:
    """Say that the kind of task exists. `comprobar`: what is wrong with the `datos` that a definition gives it over that form, and `decir`, what
    they say; `circuito`: whom the law makes sign its document, when others may be added to it;
    `permiso`: what who does it must hold besides handling the case; `anteriores`: the keys of its `datos` that name an earlier task, each with the
    kinds that it may be of (none: any)."""
    _TIPOS.add(codigo)
    _CIRCUITOS[codigo] = circuito
    _PERMISOS[codigo] = permiso
    _ANTERIORES[codigo] = anteriores or {}
    if decir is not None:
        _NARRADORES[codigo] = decir
    if comprobar is not None:
        _COMPROBADORES[codigo] = comprobar


def problemas_de_datos(codigo: str, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[Problema]:
    """What is wrong with the `datos` of a task of that kind, as whoever runs it says, with the place inside them."""
    comprobar = _COMPROBADORES.get(codigo)
    return comprobar(datos, esquema) if comprobar is not None else ()


def datos_en_palabras(codigo: str, datos: Mapping[str, Valor], esquema: Esquema) -> tuple[str, ...]:
    """What the `datos` of a task of that kind say, in sentences; nothing for those that say nothing to people."""
    decir = _NARRADORES.get(codigo)
    return tuple(decir(datos, esquema)) if decir is not None else ()


def circuito_de(codigo: str) -> str | None:
    """Whom the law makes sign the document of a task of that kind; "" when a procedure adds nobody there, None for a kind that nobody declared."""
    return _CIRCUITOS.get(codigo)


def permiso_de(codigo: str) -> str:
    """What who does a task of that kind must hold besides handling the case; "" for nothing more."""
    return _PERMISOS.get(codigo, "")


def anteriores_de(codigo: str) -> Mapping[str, frozenset[str]]:
    """The keys of the `datos` of a task of that kind that name an earlier task, each with the kinds that it may be of (none: any)."""
    return _ANTERIORES.get(codigo, {})


def conocidos() -> frozenset[str]:
    """Every kind known in this process."""
    return frozenset(_TIPOS)
