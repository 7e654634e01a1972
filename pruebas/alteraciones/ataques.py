"""The attacks. Each one writes through the arena; `Imposible` when the dice asked for something that this town does not have."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from . import alcance
from .arena import Arena, Columna, valor

SEGUNDOS = (1, 60, 3600, 86_400, 30 * 86_400)
LETRAS = "abcdefghijklmnopqrstuvwxyzñáé0123456789-:. "


Ataque = Callable[[Arena, Random], None]


class Imposible(Exception):
    """Nothing was changed: other dice."""


def voltear(arena: Arena, azar: Random) -> None:
    """A few bytes of one column of one row. Clocks move; keys too."""
    tabla = _tabla(arena, azar)
    columna = azar.choice(arena.columnas[tabla])
    clave, nombre = azar.choice(_claves(arena, tabla)), arena.clave[tabla]
    [[antes]] = arena.consultar(f'SELECT "{columna.nombre}" FROM "{tabla}" WHERE "{nombre}" = %s', clave)
    despues = otro(antes, columna, azar)
    if despues == antes:
        raise Imposible
    arena.escribir(tabla, f'UPDATE "{tabla}" SET "{columna.nombre}" = %s WHERE "{nombre}" = %s', valor(despues), clave)


def borrar(arena: Arena, azar: Random) -> None:
    """From one row to a third of them."""
    tabla = _tabla(arena, azar)
    claves = _claves(arena, tabla)
    cuantas = azar.choice((1, 1, 2, max(1, len(claves) // 3)))
    elegidas = azar.sample(claves, min(cuantas, len(claves)))
    arena.escribir(tabla, f'DELETE FROM "{tabla}" WHERE "{arena.clave[tabla]}" = ANY(%s)', elegidas)


def truncar(arena: Arena, azar: Random) -> None:
    """The last rows of a table, or all of them."""
    tabla = _tabla(arena, azar)
    claves = _claves(arena, tabla)
    desde = azar.choice((0, len(claves) // 2, len(claves) - 1))
    arena.escribir(tabla, f'DELETE FROM "{tabla}" WHERE "{arena.clave[tabla]}" = ANY(%s)', claves[desde:])


def reordenar(arena: Arena, azar: Random) -> None:
    """Two rows exchange what they say in one column, or in all that is not their key."""
    tabla = _tabla(arena, azar)
    clave, claves = arena.clave[tabla], _claves(arena, tabla)
    libres = [c for c in arena.columnas[tabla] if c.nombre != clave]
    if len(claves) < 2 or not libres:
        raise Imposible
    una, otra = azar.sample(claves, 2)
    una_sola = azar.random() < 0.7 or clave not in {
        c.nombre for c in arena.columnas[tabla]
    }  # else nothing would change
    cambian = [azar.choice(libres)] if una_sola else libres
    nombres = ", ".join(f'"{c.nombre}"' for c in cambian)
    filas = [arena.consultar(f'SELECT {nombres} FROM "{tabla}" WHERE "{clave}" = %s', k)[0] for k in (una, otra)]
    if all(a == b or (not a and not b) for a, b in zip(*filas, strict=True)):
        raise Imposible
    marcas = ", ".join(f'"{c.nombre}" = %s' for c in cambian)
    for llave, fila in ((otra, filas[0]), (una, filas[1])):
        arena.escribir(tabla, f'UPDATE "{tabla}" SET {marcas} WHERE "{clave}" = %s', *map(valor, fila), llave)


def colar(arena: Arena, azar: Random) -> None:
    """A copy of a row under another key."""
    tabla = _tabla(arena, azar)
    if tabla in alcance.SIN_COLAR:
        raise Imposible
    clave = arena.clave[tabla]
    llave = azar.choice(_claves(arena, tabla))
    nueva = _libre(arena, tabla, clave, llave, azar)
    resto = ", ".join(f'"{c}"' for c in arena.todas[tabla] if c != clave)
    arena.escribir(
        tabla,
        f'INSERT INTO "{tabla}" ("{clave}", {resto}) SELECT %s, {resto} FROM "{tabla}" WHERE "{clave}" = %s',
        nueva,
        llave,
    )


def otro(antes: object, columna: Columna, azar: Random) -> object:
    """Another value of the same type, never empty when the one before was: an empty column is not part of a fingerprint."""
    if columna.tipo in ("timestamptz", "date"):
        if azar.random() < 0.05:
            return "infinity"
        cuanto = timedelta(seconds=azar.choice(SEGUNDOS) * azar.choice((1, -1)) * azar.randint(1, 9))
        if not isinstance(antes, date):
            return datetime(2020, 1, 1).astimezone() + cuanto
        return antes + (cuanto if isinstance(antes, datetime) else timedelta(days=cuanto.days or 1))
    if columna.tipo in ("int2", "int4", "int8"):
        return (antes if isinstance(antes, int) else 0) + azar.randint(1, 99)
    if columna.tipo == "bool":
        return not antes
    if columna.tipo == "numeric":
        return None if antes else 7
    if columna.tipo == "uuid":
        return UUID(int=(antes.int if isinstance(antes, UUID) else 0) ^ 1 << azar.randrange(128))
    if columna.tipo == "bytea":
        datos = bytearray(antes if isinstance(antes, bytes) and antes else b"\0")
        datos[azar.randrange(len(datos))] ^= 1 << azar.randrange(8)
        return bytes(datos)
    if columna.tipo == "jsonb":
        return _otro_json(antes, azar)
    if columna.tipo.startswith("_"):
        return [*(antes if isinstance(antes, list) else []), "x"]
    return _otro_texto(str(antes or ""), azar)


def _otro_texto(texto: str, azar: Random) -> str:
    if not texto:
        return azar.choice(LETRAS[:10])
    donde = azar.randrange(len(texto))
    nueva = azar.choice([c for c in LETRAS if c != texto[donde]])
    return texto[:donde] + nueva + texto[donde + 1 :]


def _otro_json(antes: object, azar: Random) -> object:
    """One leaf changed, one key gone, or something else altogether."""
    nuevo = copy.deepcopy(antes)
    if not nuevo or azar.random() < 0.1:
        return {"otra": azar.randint(1, 999)}
    nodo: object = nuevo
    while isinstance(nodo, dict | list) and nodo:
        donde = azar.choice(sorted(nodo) if isinstance(nodo, dict) else list(range(len(nodo))))
        hijo = nodo[donde]  # type: ignore[call-overload, index]
        if isinstance(hijo, dict | list) and hijo:
            nodo = hijo
            continue
        if azar.random() < 0.2:
            del nodo[donde]  # type: ignore[arg-type]
        elif isinstance(hijo, bool) or hijo is None:
            nodo[donde] = "sí"  # type: ignore[index, call-overload]
        else:
            nodo[donde] = hijo + 1 if isinstance(hijo, int) else _otro_texto(str(hijo), azar)  # type: ignore[index, call-overload]
        break
    return nuevo


def _tabla(arena: Arena, azar: Random) -> str:
    """Half of the times one of the log, else any other."""
    elegibles = sorted(arena.columnas)
    de_bitacora = [t for t in elegibles if t in alcance.BITACORA]
    return azar.choice(de_bitacora if azar.random() < 0.5 else [t for t in elegibles if t not in alcance.BITACORA])


def _claves(arena: Arena, tabla: str) -> list[object]:
    claves = arena.claves(tabla)
    if not claves:
        raise Imposible
    return claves


def _libre(arena: Arena, tabla: str, clave: str, llave: object, azar: Random) -> object:
    """A key that no row has."""
    if isinstance(llave, int):
        [[mayor]] = arena.consultar(f'SELECT max("{clave}") FROM "{tabla}"')
        return int(str(mayor)) + 1 + azar.randrange(3)
    return UUID(int=azar.getrandbits(128)) if isinstance(llave, UUID) else f"{azar.getrandbits(128):032x}" * 2


SENCILLOS: dict[str, tuple[int, Ataque]] = {
    "voltear": (45, voltear),
    "borrar": (12, borrar),
    "truncar": (5, truncar),
    "reordenar": (10, reordenar),
    "colar": (6, colar),
}
