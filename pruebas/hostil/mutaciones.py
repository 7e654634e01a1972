"""What is done to a good sample: bytes flipped, cut, repeated and spliced, numbers and names replaced, tokens of others put in."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

NUMEROS = (
    b"0",
    b"-1",
    b"1",
    b"65536",
    b"2147483647",
    b"-2147483648",
    b"4294967296",
    b"9" * 20,
    b"9" * 5000,
    b"1e309",
    b"NaN",
    b"0.0000001",
)
TROZOS = (
    b"",
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"<",
    b">",
    b"&",
    b"&#0;",
    b"&lol;",
    b"]]>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"<?x?>",
    b'<!DOCTYPE a [<!ENTITY b "c">]>',
    b"<!ENTITY",
    b"null",
    b"true",
    b"[" * 2000,
    b"<<" * 2000,
    b"<a>" * 2000,
    b"(" * 2000,
    b"/Name",
    b"1 0 R",
    b"99999 0 R",
    b"<<>>",
    b"[]",
    b"()",
    b"endobj",
    b"endstream",
    b"%%EOF",
    b"\x30\x80",
    b"\x30\x84\xff\xff\xff\xff",
    b"\x02\x01\x00",
    b"\x05\x00",
    b"\x0c\x02\xc3\x28",
    "ñ\u202e\u0000".encode(),
    b"A" * 70_000,
)
_NUMERO = re.compile(rb"-?\d+(?:\.\d+)?")
_NOMBRE = re.compile(rb"/[A-Za-z][A-Za-z0-9]*")
_PALABRA = re.compile(rb"[A-Za-z]{3,}")
_VALOR = re.compile(rb">[^<>]{1,200}<|\"[^\"<>]{1,200}\"")


def mutar(datos: bytes, azar: random.Random, otros: tuple[bytes, ...]) -> bytes:
    """The sample after one to six changes."""
    for _vez in range(azar.choice((1, 1, 1, 2, 3, 6))):
        datos = azar.choice(CAMBIOS)(datos, azar, otros)
        if len(datos) > 4_000_000:
            break
    return datos


def _sitio(datos: bytes, azar: random.Random) -> tuple[int, int]:
    desde = azar.randrange(len(datos) + 1)
    return desde, min(len(datos), desde + int(azar.expovariate(1 / 24)))


def _voltear(datos: bytes, azar: random.Random, _otros: tuple[bytes, ...]) -> bytes:
    if not datos:
        return b"\x00"
    nuevos = bytearray(datos)
    for _vez in range(azar.choice((1, 1, 2, 8, 64))):
        nuevos[azar.randrange(len(nuevos))] ^= 1 << azar.randrange(8)
    return bytes(nuevos)


def _poner(datos: bytes, azar: random.Random, _otros: tuple[bytes, ...]) -> bytes:
    desde, hasta = _sitio(datos, azar)
    return datos[:desde] + azar.choice(TROZOS) + datos[azar.choice((desde, hasta)) :]


def _cortar(datos: bytes, azar: random.Random, _otros: tuple[bytes, ...]) -> bytes:
    desde, hasta = _sitio(datos, azar)
    return azar.choice((datos[:desde], datos[desde:], datos[:desde] + datos[hasta:]))


def _repetir(datos: bytes, azar: random.Random, _otros: tuple[bytes, ...]) -> bytes:
    desde, hasta = sorted((azar.randrange(len(datos) + 1), azar.randrange(len(datos) + 1)))
    veces = azar.choice((2, 2, 3, 50))
    return datos[:desde] + datos[desde:hasta] * (veces if (hasta - desde) * veces < 2_000_000 else 2) + datos[hasta:]


def _injertar(datos: bytes, azar: random.Random, otros: tuple[bytes, ...]) -> bytes:
    otro = azar.choice(otros)
    desde, hasta = sorted((azar.randrange(len(otro) + 1), azar.randrange(len(otro) + 1)))
    donde, hasta_donde = _sitio(datos, azar)
    return datos[:donde] + otro[desde:hasta] + datos[hasta_donde:]


def _cambiar(
    patron: re.Pattern[bytes], nuevo: Callable[[bytes, random.Random, list[bytes]], bytes]
) -> Callable[[bytes, random.Random, tuple[bytes, ...]], bytes]:
    def cambio(datos: bytes, azar: random.Random, _otros: tuple[bytes, ...]) -> bytes:
        hallados = list(patron.finditer(datos))
        if not hallados:
            return datos
        uno = azar.choice(hallados)
        return datos[: uno.start()] + nuevo(uno.group(), azar, [h.group() for h in hallados]) + datos[uno.end() :]

    return cambio


def _otro_valor(viejo: bytes, azar: random.Random, _todos: list[bytes]) -> bytes:
    return viejo[:1] + azar.choice((*TROZOS, *NUMEROS)) + viejo[-1:]


CAMBIOS: tuple[Callable[[bytes, random.Random, tuple[bytes, ...]], bytes], ...] = (
    _voltear,
    _voltear,
    _poner,
    _poner,
    _cortar,
    _repetir,
    _injertar,
    _cambiar(_NUMERO, lambda _v, azar, _t: azar.choice(NUMEROS)),
    _cambiar(_NUMERO, lambda _v, azar, todos: azar.choice(todos)),
    _cambiar(_NOMBRE, lambda _v, azar, todos: azar.choice(todos)),
    _cambiar(_NOMBRE, lambda v, azar, _t: v + b" " + azar.choice(TROZOS) + b" /X"),
    _cambiar(_PALABRA, lambda _v, azar, todos: azar.choice(todos)),
    _cambiar(_VALOR, _otro_valor),
)
