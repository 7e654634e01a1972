"""Port: does what a case proposes have credit set aside for it (TRLRHL 173.5, 214)?

Answered by whoever keeps the budget. Wired in `CONSISTORIO_PUERTOS["credito"]`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Protocol, runtime_checkable
from uuid import UUID

from django.conf import settings

from consistorio.nucleo.dato import dato
from consistorio.plataforma.puertos.conexion import conectado


@dato
class CreditoDeUnCaso:
    """What is set aside or committed for a case in the budget of a year, in euros, never below zero. `aplicaciones`: their codes; `operaciones`: how
    people name those that did it, the first first; `futuros`: what it has retained or committed of later years, within their limits: year and euros."""

    retenido: Decimal
    aplicaciones: tuple[str, ...] = ()
    operaciones: tuple[str, ...] = ()
    futuros: tuple[tuple[int, Decimal], ...] = ()


@runtime_checkable
class Credito(Protocol):
    """Who keeps the budget."""

    def de_un_caso(self, expediente_id: UUID, *, en: date) -> CreditoDeUnCaso | None:
        """The credit of a case in the year of that day; None where the budget of that year is not kept here. Bounded queries."""
        ...


class SinCuentas:
    """The default: nobody keeps the budget here."""

    def de_un_caso(self, expediente_id: UUID, *, en: date) -> CreditoDeUnCaso | None:
        """None."""
        return None


def credito() -> Credito:
    """Who is wired in the settings; nobody when none is."""
    if not settings.CONSISTORIO_PUERTOS.get("credito"):
        return SinCuentas()
    return conectado("credito", Credito)
