"""Menu of the desk: each channel registers its entries when its app starts; the order is that of `orden`."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, order=True)
class Entrada:
    """An entry of the menu. Seen by who holds `permiso` ("" for every member of staff), but not `salvo`: they get there from another entry."""

    orden: int
    url: str
    texto: str | Promise
    permiso: str = ""
    salvo: str = ""


_ENTRADAS: dict[str, Entrada] = {}


def registrar(entrada: Entrada) -> None:
    """Add an entry (again with the same address: it replaces)."""
    _ENTRADAS[entrada.url] = entrada


def entradas() -> list[Entrada]:
    """All entries in order."""
    return sorted(_ENTRADAS.values(), key=lambda e: (e.orden, e.url))
