"""The facts of the format as rules: what each element holds, how many times, in what order (`datos/facturae.json`)."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from consistorio.nucleo.dato import dato

FICHERO = Path(__file__).parent.parent / "datos" / "facturae.json"
VERSIONES = ("3.2", "3.2.1", "3.2.2")
SIN_FIN = 10**9
_VECES = {"": (1, 1), "?": (0, 1), "*": (0, SIN_FIN), "+": (1, SIN_FIN)}
_PIEZA = re.compile(r"\([^)]*\)[?*+]?|\S+")


@dato
class Pieza:
    """A place of a sequence: one of these elements (name -> type), so many times."""

    tipos: dict[str, str]
    minimo: int
    maximo: int


@dato
class Tabla:
    """The rules of one version. `grupos`: type -> its sequence; `listas`: type -> the values that it admits."""

    version: str
    espacio: str
    grupos: dict[str, tuple[Pieza, ...]]
    listas: dict[str, frozenset[str]]


@cache
def espacios() -> dict[str, str]:
    """Namespace -> version."""
    return {espacio: version for version, espacio in _datos()["espacios"].items()}


@cache
def tabla(version: str) -> Tabla:
    """The rules of a version, one of `VERSIONES`."""
    datos = _datos()
    grupos = {
        nombre: tuple(p for pieza in _PIEZA.findall(texto) if (p := _pieza(pieza, version)) is not None)
        for nombre, texto in datos["grupos"].items()
    }
    listas = {nombre: _valores(valores, version) for nombre, valores in datos["listas"].items()}
    return Tabla(version, datos["espacios"][version], grupos, {**listas, "SchemaVersion": frozenset({version, ""})})


@cache
def _datos() -> dict[str, dict[str, str]]:
    datos: dict[str, dict[str, str]] = json.loads(FICHERO.read_text(encoding="utf-8"))
    return datos


def _valores(dichos: object, version: str) -> frozenset[str]:
    admitidos = set[str]()
    for desde, valores in dichos.items() if isinstance(dichos, dict) else ():
        if not desde or VERSIONES.index(desde) <= VERSIONES.index(version):
            admitidos |= set(valores.split() if isinstance(valores, str) else valores)
    return frozenset(admitidos)


def _pieza(texto: str, version: str) -> Pieza | None:
    veces = texto[-1] if texto[-1] in "?*+" else ""
    cuerpo = texto.removesuffix(veces) if veces else texto
    if cuerpo == "cualquiera":
        return None
    dentro = cuerpo[1:-1].split("|") if cuerpo.startswith("(") else [cuerpo]
    tipos = dict(dicho for uno in dentro if (dicho := _elemento(uno.rstrip("?"), version)) is not None)
    if not tipos:
        return None
    minimo, maximo = _VECES[veces]
    return Pieza(tipos, 0 if any(uno.endswith("?") for uno in dentro) else minimo, maximo)


def _elemento(texto: str, version: str) -> tuple[str, str] | None:
    cuerpo, *marcas = texto.split("@")
    nombre, _dos_puntos, tipo = cuerpo.rpartition(":")
    for marca in marcas:
        desde, igual, otro = marca.partition("=")
        if igual and desde == version:
            tipo = otro
        elif not igual and VERSIONES.index(desde) > VERSIONES.index(version):
            return None
    return nombre, tipo
