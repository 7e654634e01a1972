"""Which movement of the bank is which of the books. Pure: it proposes, a person accepts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from consistorio.economia.tesoreria.tipos import Candidato, Propuesta
from consistorio.nucleo.dato import dato

DIAS: Final = 7  # of distance between what the bank dates and what the books date
MINIMO_REFERENCIA: Final = 5  # shorter ones are found everywhere
_NO_ES_DE_REFERENCIA: Final = re.compile(r"[^A-Z0-9]")


@dato
class Movimiento:
    """A movement of the bank that is not paired yet. `texto`: everything that the bank says of it; `inicial`: it is the balance with which
    the first statement begins."""

    id: UUID
    fecha: date
    importe: Decimal
    texto: str
    inicial: bool = False


def proponer(
    movimientos: Sequence[Movimiento], candidatos: Sequence[Candidato], *, dias: int = DIAS
) -> tuple[Propuesta, ...]:
    """The pairs that are proposed, in the order of the movements; none takes part in two.

    The balance before the first statement is the first opening of the books, whatever their dates. Then those whose reference the bank gives back, with the same amount; then those of the same amount whose dates are not further than `dias`, the nearest
    first. `dudosa`: there was another one of that amount within those days.
    """
    libres = {uno.clave: uno for uno in candidatos}
    por_importe: defaultdict[Decimal, list[Candidato]] = defaultdict(list)
    de_parte: defaultdict[str, list[str]] = defaultdict(list)
    for candidato in libres.values():
        por_importe[candidato.importe].append(candidato)
        for parte in _partes(candidato):
            de_parte[parte].append(candidato.clave)

    def tomar(tomado: Candidato) -> None:
        """It is taken, and with it whatever shares something with it."""
        for parte in _partes(tomado):
            for clave in de_parte[parte]:
                libres.pop(clave, None)

    hechas: dict[UUID, Propuesta] = {}
    for inicial in (m for m in movimientos if m.inicial):
        apertura = next((c for c in por_importe[inicial.importe] if c.apertura and c.clave in libres), None)
        if apertura is not None:
            tomar(apertura)
            hechas[inicial.id] = Propuesta(inicial.id, apertura.clave, "apertura", _distancia(inicial, apertura))
    for movimiento in (m for m in movimientos if m.id not in hechas):
        dicho = _compacto(movimiento.texto)
        iguales = (c for c in por_importe[movimiento.importe] if c.clave in libres and _lo_nombra(dicho, c))
        hallado = next(iguales, None)
        if hallado is not None:
            tomar(hallado)
            dias_entre = _distancia(movimiento, hallado)
            hechas[movimiento.id] = Propuesta(movimiento.id, hallado.clave, "referencia", dias_entre)
    posibles = {
        m.id: [(d, c.clave) for c in por_importe[m.importe] if c.clave in libres and (d := _distancia(m, c)) <= dias]
        for m in movimientos
        if m.id not in hechas
    }
    veces = Counter(clave for suyos in posibles.values() for _dias, clave in suyos)
    for dias_entre, cual, clave in sorted(
        ((d, m, c) for m, suyos in posibles.items() for d, c in suyos), key=lambda t: (t[0], t[1].bytes, t[2])
    ):
        if cual in hechas or clave not in libres:
            continue
        tomar(libres[clave])
        dudosa = len(posibles[cual]) > 1 or veces[clave] > 1
        hechas[cual] = Propuesta(cual, clave, "importe", dias_entre, dudosa)
    return tuple(hechas[m.id] for m in movimientos if m.id in hechas)


def _partes(candidato: Candidato) -> set[str]:
    return {candidato.clave, *candidato.partes}


def _distancia(movimiento: Movimiento, candidato: Candidato) -> int:
    return abs((movimiento.fecha - candidato.fecha).days)


def _compacto(texto: str) -> str:
    """Letters and figures alone: banks put spaces and bars where they like."""
    return _NO_ES_DE_REFERENCIA.sub("", texto.upper())


def _lo_nombra(dicho: str, candidato: Candidato) -> bool:
    return any(
        len(referencia) >= MINIMO_REFERENCIA and referencia in dicho
        for referencia in map(_compacto, candidato.referencias)
    )
