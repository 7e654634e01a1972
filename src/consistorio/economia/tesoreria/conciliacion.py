"""Which movement of the bank is which of the books. Pure: it proposes, a person accepts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
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
    nombrados = _Nombrados(candidatos)
    for candidato in sorted(libres.values(), key=lambda c: c.fecha):
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
        hallado = next((c for c in nombrados.en(movimiento) if c.clave in libres), None)
        if hallado is not None:
            tomar(hallado)
            dias_entre = _distancia(movimiento, hallado)
            hechas[movimiento.id] = Propuesta(movimiento.id, hallado.clave, "referencia", dias_entre)
    posibles = {
        m.id: [(_distancia(m, c), c.clave) for c in _cercanos(m, por_importe[m.importe], dias) if c.clave in libres]
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


class _Nombrados:
    """The candidates by what the bank may call them: each text is looked at once, and not once for each candidate."""

    def __init__(self, candidatos: Sequence[Candidato]) -> None:
        self.largos: set[int] = set()
        self.de_nombre: defaultdict[tuple[Decimal, str], list[Candidato]] = defaultdict(list)
        for candidato in candidatos:
            for nombre in map(_compacto, candidato.referencias):
                if len(nombre) >= MINIMO_REFERENCIA:
                    self.largos.add(len(nombre))
                    self.de_nombre[candidato.importe, nombre].append(candidato)

    def en(self, movimiento: Movimiento) -> Iterator[Candidato]:
        """Those of its amount that its text names."""
        dicho = _compacto(movimiento.texto)
        for largo in sorted(self.largos, reverse=True):
            for n in range(len(dicho) - largo + 1):
                yield from self.de_nombre.get((movimiento.importe, dicho[n : n + largo]), ())


def _cercanos(movimiento: Movimiento, candidatos: Sequence[Candidato], dias: int) -> Sequence[Candidato]:
    """Those that are not further than some days, of some by their dates: all are not looked at."""
    margen = timedelta(days=dias)
    desde = bisect_left(candidatos, movimiento.fecha - margen, key=lambda c: c.fecha)
    hasta = bisect_right(candidatos, movimiento.fecha + margen, key=lambda c: c.fecha)
    return candidatos[desde:hasta]
