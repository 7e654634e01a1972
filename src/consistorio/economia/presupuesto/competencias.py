"""Which organ approves a modification by its amount, as the bases say it, within what the law lets (TRLRHL 177-182; RD 500/1990 arts. 34-51). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from consistorio.nucleo.dato import dato


@dato
class Competencia:
    """As `OrganoDeModificacion`. `hasta`: euros, None without a limit."""

    tipo: str
    organo: str
    hasta: Decimal | None
    desde: date
    por_uno: bool = False


def en_vigor(filas: Iterable[Competencia], tipo: str, *, en: date) -> list[Competencia]:
    """Those of a kind on a day, the smallest amount first: all the rows of the last day that came."""
    suyas = [una for una in filas if una.tipo == tipo and una.desde <= en]
    ultimo = max((una.desde for una in suyas), default=None)
    return sorted(
        (una for una in suyas if una.desde == ultimo), key=lambda una: (una.hasta is None, una.hasta or 0, una.organo)
    )


def organos_por_importe(legales: Sequence[str], filas: Sequence[Competencia], importe: Decimal) -> tuple[str, ...]:
    """Who may approve that amount, whom the bases name for the least first. `legales`: those whom the law lets; all of them when the bases say nothing of the kind."""
    if not filas:
        return tuple(legales)
    llegan = [una.organo for una in filas if una.hasta is None or importe <= una.hasta]
    pueden = tuple(organo for organo in llegan if organo in legales)
    # What the law keeps for the Pleno is of the Pleno, whatever the bases say
    return pueden or (tuple(legales) if len(legales) == 1 else ())
