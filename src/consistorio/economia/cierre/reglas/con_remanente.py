"""How much of what was spent the remnant of earlier years paid for. Pure.

The law asks for the obligations that it financed (RD 500/1990 art. 97) and not which credit of an application is spent first, so there are two figures:
the least, when the rest of its credit is spent before, and the most, when what the remnant gave is spent first, since the day when it gave it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from consistorio.nucleo.dato import dato

CERO: Final = Decimal(0)


@dato
class Alta:
    """Credit that a file (`modificacion`) gave on a day, in euros."""

    modificacion: str
    dia: date
    importe: Decimal


@dato
class Credito:
    """An application: its credit at the end, what was recognised each day (signed) and what files that the remnant finances gave it."""

    definitivo: Decimal
    obligado: Sequence[tuple[date, Decimal]]
    altas: Sequence[Alta]


@dato
class EntreDosCifras:
    """The least and the most, in euros."""

    minimo: Decimal
    maximo: Decimal


def gastado(creditos: Sequence[Credito], financiado: Mapping[str, Decimal]) -> EntreDosCifras:
    """Of all the applications. `financiado`: what of each file the remnant pays for, which may be less than what it gives."""
    por_modificacion: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    de_otras, minimo = CERO, CERO
    for credito in creditos:
        partes = _desde_su_dia(credito)
        for modificacion, parte in partes:
            por_modificacion[modificacion] += parte
        dado = sum((alta.importe for alta in credito.altas), CERO)
        de_otras += dado
        sobre_el_resto = sum((importe for _dia, importe in credito.obligado), CERO) - (credito.definitivo - dado)
        minimo += max(CERO, min(sobre_el_resto, sum((parte for _modificacion, parte in partes), CERO)))
    de_otras -= sum(financiado.values(), CERO)
    maximo = sum((min(importe, por_modificacion[cual]) for cual, importe in financiado.items()), CERO)
    return EntreDosCifras(max(CERO, min(maximo, minimo - max(CERO, de_otras))), maximo)


def _desde_su_dia(credito: Credito) -> list[tuple[str, Decimal]]:
    """What each file may have paid for: nothing that was recognised before it was in the accounts, and nothing twice. The last ones first, which have less to take from."""
    partes: list[tuple[str, Decimal]] = []
    dado = CERO
    for alta in sorted(credito.altas, key=lambda una: una.dia, reverse=True):
        reconocido = sum((importe for dia, importe in credito.obligado if dia >= alta.dia), CERO)
        parte = max(CERO, min(alta.importe, reconocido - dado))
        partes.append((alta.modificacion, parte))
        dado += parte
    return partes
