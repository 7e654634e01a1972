"""What is left behind by what is ordered or paid: what could go first, and has its turn before. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from consistorio.economia.tesoreria import prelacion, reconocido, reglas
from consistorio.economia.tesoreria.prelacion import PorPagar
from consistorio.economia.tesoreria.reglas import Pendiente

TANDA: Final = 16  # of those that go before, how many are read at first


def saltados_al_pagar(elegidos: Sequence[Pendiente], en: date, *, cuantos: int) -> list[PorPagar]:
    """What has its turn before what is paid and is left out, ordered or not, the first of it by its turn, so many at most. What stops each is read for those that go before alone."""
    return _primeros(elegidos, prelacion.ordenado(en), en, cuantos)


def saltados_al_ordenar(elegidos: Sequence[Pendiente], en: date, *, cuantos: int) -> list[PorPagar]:
    """The same, of what is ordered: what is ordered already, or needs no order, waits only for its payment."""
    return _primeros(elegidos, (), en, cuantos)


def _primeros(elegidos: Sequence[Pendiente], ordenado: Sequence[Pendiente], en: date, cuantos: int) -> list[PorPagar]:
    sin_ordenar = {p.id: p for p in reconocido.pendientes(en)}
    todos = [*ordenado, *sin_ordenar.values()]
    antes = [p.id for _turno, p in reglas.saltados(elegidos, todos, prelacion.grupos_en_vigor(en), en=en)]
    hallados, leidos, tanda = list[PorPagar](), 0, TANDA
    while leidos < len(antes) and len(hallados) < cuantos:
        suyos = antes[leidos : leidos + tanda]
        reconocidos = [uno for uno in suyos if uno in sin_ordenar]
        ordenados = [uno for uno in suyos if uno not in sin_ordenar]
        filas = prelacion.por_pagar(en, solo=ordenados, juntos=False) if ordenados else []
        filas += reconocido.reconocido(en, solo=reconocidos) if reconocidos else []
        por_id = {p.id: p for p in filas}
        hallados += [por_id[uno] for uno in suyos if uno in por_id and _cuenta(por_id[uno])]
        leidos, tanda = leidos + tanda, tanda * 4
    return hallados[:cuantos]


def _cuenta(p: PorPagar) -> bool:
    """Debt goes first whatever stops it; of the rest, only what could be paid: by a list or, the staff, with their own page. What is left of another year with no name waits for one."""
    if p.en_relacion:
        return False
    if p.varios and p.clase != prelacion.CERRADO and p.turno.categoria == reglas.PREFERENTE:
        return not p.no_se_ordena
    return p.se_puede or p.turno.categoria == reglas.DEUDA
