"""The kinds of task that exist, so that a definition cannot name one that nobody runs.

Those of the standard model are the contract with the rooms above; the rest are declared by whoever registers them with the
engine. The catalogue only asks.
"""

from __future__ import annotations

DEL_MODELO_ESTANDAR = frozenset(
    {"comunicacion_inicial", "revision", "propuesta", "resolucion", "notificacion", "cierre"}
)
_TIPOS: set[str] = set(DEL_MODELO_ESTANDAR)


def declarar(codigo: str) -> None:
    """Say that the kind of task exists."""
    _TIPOS.add(codigo)


def conocidos() -> frozenset[str]:
    """Every kind known in this process."""
    return frozenset(_TIPOS)
