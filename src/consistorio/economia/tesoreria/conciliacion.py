"""Which movement of the bank is which of the books. Pure: it proposes, a person accepts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
    """A movement of the bank that is not paired yet. `texto`: everything that the bank says of it."""

    id: UUID
    fecha: date
    importe: Decimal
    texto: str


def proponer(
    movimientos: Sequence[Movimiento], candidatos: Sequence[Candidato], *, dias: int = DIAS
) -> tuple[Propuesta, ...]:
    """The pairs that are proposed, in the order of the movements; none takes part in two.

    First those whose reference the bank gives back, with the same amount; then those of the same amount whose dates are not further than `dias`, the nearest
    first. `dudosa`: there was another one of that amount within those days.
    """
    libres = {uno.clave: uno for uno in candidatos}
    hechas: dict[UUID, Propuesta] = {}
    for movimiento in movimientos:
        dicho = _compacto(movimiento.texto)
        hallado = next((c for c in libres.values() if c.importe == movimiento.importe and _lo_nombra(dicho, c)), None)
        if hallado is not None:
            _quitar(libres, hallado)
            hechas[movimiento.id] = Propuesta(
                movimiento.id, hallado.clave, "referencia", _distancia(movimiento, hallado)
            )
    pendientes = [m for m in movimientos if m.id not in hechas]
    posibles = _posibles(pendientes, libres, dias)
    for dias_entre, cual, clave in sorted(
        ((d, m, c) for m, suyos in posibles.items() for d, c in suyos), key=lambda t: (t[0], t[1].bytes, t[2])
    ):
        if cual in hechas or clave not in libres:
            continue
        _quitar(libres, libres[clave])
        dudosa = len(posibles[cual]) > 1 or _de_varios(posibles, clave)
        hechas[cual] = Propuesta(cual, clave, "importe", dias_entre, dudosa)
    return tuple(hechas[m.id] for m in movimientos if m.id in hechas)


def _quitar(libres: dict[str, Candidato], tomado: Candidato) -> None:
    """It is taken, and with it whatever shares something with it."""
    partes = {tomado.clave, *tomado.partes}
    for clave in [c.clave for c in libres.values() if not partes.isdisjoint({c.clave, *c.partes})]:
        del libres[clave]


def _posibles(
    movimientos: Sequence[Movimiento], libres: Mapping[str, Candidato], dias: int
) -> dict[UUID, list[tuple[int, str]]]:
    por_importe: dict[Decimal, list[Candidato]] = {}
    for candidato in libres.values():
        por_importe.setdefault(candidato.importe, []).append(candidato)
    return {
        m.id: [(d, c.clave) for c in por_importe.get(m.importe, []) if (d := _distancia(m, c)) <= dias]
        for m in movimientos
    }


def _de_varios(posibles: Mapping[UUID, Sequence[tuple[int, str]]], clave: str) -> bool:
    return sum(any(suya == clave for _dias, suya in suyos) for suyos in posibles.values()) > 1


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
