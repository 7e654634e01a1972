"""All the tables of the notes that the books of a year can fill, as they are kept with its closing: table -> rows, the first cell of text and the rest amounts as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from consistorio.economia.cierre.memoria.mayor import del_mayor, leer
from consistorio.economia.cierre.memoria.otros import de_otros
from consistorio.economia.cierre.memoria.presupuesto import del_presupuesto
from consistorio.economia.contabilidad.tipos import Partida


def datos(anio: int, apertura: Mapping[str, Decimal], regularizan: Iterable[Partida]) -> dict[str, list[list[str]]]:
    """`apertura`: balances with which the year was opened; `regularizan`: what closing it regularises."""
    mayor = leer(anio, apertura, regularizan)
    return {**del_mayor(mayor), **del_presupuesto(anio), **de_otros(anio, mayor)}
