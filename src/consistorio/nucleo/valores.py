"""Values fixed by law: dated data with their article, one table a room, never constants inside rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from consistorio.nucleo.dato import dato

LPACAP_EN_VIGOR = date(2016, 10, 2)


@dato
class ValorLegal:
    """A number that a rule of national law fixes, with the article and the first day on which it is in force."""

    cantidad: int
    articulo: str
    desde: date = LPACAP_EN_VIGOR


Tabla = Mapping[str, Sequence[ValorLegal]]


def vigente(tabla: Tabla, codigo: str, *, en: date) -> ValorLegal:
    """The value in force on a day: the newest that had begun; before any had, the first. Raises KeyError."""
    valores = sorted(tabla[codigo], key=lambda valor: valor.desde)
    return next((valor for valor in reversed(valores) if valor.desde <= en), valores[0])
