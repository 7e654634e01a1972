"""Rows that are marked in a list to do the same to all of them: who comes back to the list finds them marked."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from consistorio.canales.interfaz.cursores import identificador

MAXIMO = 50  # no list has more in a page


def los_marcados(datos: QueryDict) -> list[UUID]:
    """The identifiers of the rows that were chosen; what is none does not count."""
    return list(dict.fromkeys(filter(None, map(identificador, datos.getlist("marcada")))))


def lugar_de(datos: QueryDict, claves: Sequence[str]) -> list[tuple[str, str]]:
    """Which list it was and which page of it, as its address said."""
    return [(clave, valor[:100]) for clave in claves if (valor := datos.get(clave, ""))]


def con_las_marcas(direccion: str, datos: QueryDict, claves: Sequence[str]) -> str:
    """The address of that page of the list with the same rows marked."""
    marcas = [("marcada", str(una)) for una in los_marcados(datos)[:MAXIMO]]
    pares = [*lugar_de(datos, claves), *marcas]
    return f"{direccion}?{urlencode(pares)}" if pares else direccion
