"""What of the remnants of credit may be incorporated in the next year (TRLRHL 182; RD 500/1990 arts. 47 and 98-100). Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from consistorio.nucleo.dato import dato

CERO: Final = Decimal("0.00")
DE_CAPITAL: Final = ("6", "7", "8", "9")


@dato
class Credito:
    """An application at the end of a year, in euros. `afectado`: of a project with affected financing; `ultimo_trimestre`: extraordinary credits, supplements and transfers
    approved from October; `recaudado`: raised by what affected rights brought; `incorporado`: remnants of the year before."""

    codigo: str
    economica: str
    bolsa: str
    definitivo: Decimal
    retenido: Decimal
    no_disponible: Decimal
    autorizado: Decimal
    dispuesto: Decimal
    obligado: Decimal
    afectado: bool = False
    ultimo_trimestre: Decimal = CERO
    recaudado: Decimal = CERO
    incorporado: Decimal = CERO

    @property
    def comprometido(self) -> Decimal:
        """Committed and not recognised."""
        return self.dispuesto - self.obligado

    @property
    def base(self) -> Decimal:
        """The remnant without what was declared not available, which is not incorporated; none below zero."""
        return max(CERO, self.definitivo - self.obligado - self.no_disponible)


@dato
class Clasificado:
    """What may be incorporated, in euros: has to be, and may be; and why."""

    codigo: str
    obligatorio: Decimal
    voluntario: Decimal
    causas: tuple[str, ...]


def clasificar(creditos: Sequence[Credito]) -> list[Clasificado]:
    """Each one. Of what binds together no more is incorporated than what all of it left: first what is committed, then what is affected, then the rest."""
    queda: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    for uno in creditos:
        queda[uno.bolsa] += uno.definitivo - uno.obligado - uno.no_disponible
    cabe = {uno.codigo: _incorporable(uno) for uno in creditos}
    dado: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    turnos = [
        [(uno, min(uno.comprometido, cabe[uno.codigo][0])) for uno in creditos],
        [(uno, cabe[uno.codigo][0]) for uno in creditos if uno.afectado],
        [(uno, cabe[uno.codigo][0]) for uno in creditos if not uno.afectado],
    ]
    for turno in turnos:
        for uno, hasta in turno:
            parte = max(CERO, min(hasta - dado[uno.codigo], queda[uno.bolsa]))
            dado[uno.codigo] += parte
            queda[uno.bolsa] -= parte
    return [
        Clasificado(
            uno.codigo,
            dado[uno.codigo] if uno.afectado else CERO,
            CERO if uno.afectado else dado[uno.codigo],
            cabe[uno.codigo][1] if dado[uno.codigo] else (),
        )
        for uno in creditos
    ]


def _incorporable(uno: Credito) -> tuple[Decimal, tuple[str, ...]]:
    if uno.afectado:
        return uno.base, ("afectado",)
    # What was incorporated already is spent first, and what is left of it is not incorporated again (47.2)
    base = max(CERO, uno.base - max(CERO, uno.incorporado - uno.obligado))
    if uno.economica.startswith(DE_CAPITAL):
        return base, ("capital",)
    partes = {
        "compromisos": uno.comprometido,
        "ultimo_trimestre": uno.ultimo_trimestre,
        "recaudacion": uno.recaudado,
    }
    return min(base, sum(partes.values(), CERO)), tuple(causa for causa, importe in partes.items() if importe)
