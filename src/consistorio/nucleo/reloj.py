"""Time of facts. The clock is an argument of whoever dates something; nobody reads the machine's on the side."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from consistorio.nucleo.dato import dato

MADRID = ZoneInfo("Europe/Madrid")


class Reloj(Protocol):
    """A source of the official time."""

    def ahora(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


@dato
class RelojSistema:
    """The machine's clock."""

    def ahora(self) -> datetime:
        """The present instant of the machine, in UTC."""
        return datetime.now(UTC)


@dato
class RelojFijo:
    """A clock stopped at one instant, for tests and for documents that repeat an act's date."""

    momento: datetime

    def ahora(self) -> datetime:
        """Always the same instant. The datetime given must be aware."""
        if self.momento.tzinfo is None:
            msg = "RelojFijo needs an aware datetime"
            raise ValueError(msg)
        return self.momento.astimezone(UTC)


def en_madrid(momento: datetime) -> datetime:
    """The same instant in the legal time of the Peninsula."""
    return momento.astimezone(MADRID)


def hoy(reloj: Reloj) -> date:
    """The official date now."""
    return en_madrid(reloj.ahora()).date()
