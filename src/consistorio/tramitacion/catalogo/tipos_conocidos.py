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
DEL_MODELO_ESTANDAR = frozenset(
    {"comunicacion_inicial", "revision", "propuesta", "resolucion", "notificacion", "cierre"}
)
_TIPOS: set[str] = set(DEL_MODELO_ESTANDAR)
_COMPROBADORES: dict[str, Comprobador] = {}


def declarar(codigo: str, comprobar: Comprobador | None = None) -> None:
    """Say that the kind of task exists. `comprobar`: what is wrong with the `datos` that a definition gives it over that form."""
    _TIPOS.add(codigo)
    if comprobar is not None:
        _COMPROBADORES[codigo] = comprobar


def problemas_de_datos(codigo: str, datos: Mapping[str, Valor], esquema: Esquema) -> Sequence[Problema]:
    """What is wrong with the `datos` of a task of that kind, as whoever runs it says, with the place inside them."""
    comprobar = _COMPROBADORES.get(codigo)
    return comprobar(datos, esquema) if comprobar is not None else ()


def conocidos() -> frozenset[str]:
    """Every kind known in this process."""
    return frozenset(_TIPOS)
