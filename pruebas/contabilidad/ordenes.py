"""What is asked of the accounts and what it leaves, as the oracle and the draw see it. It imports nothing of the product. Amounts are whole cents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Exencion:
    """Why what is committed had no previous control, what proves it (`por`, or `primera`: number of the command that it names as its first act) and its value without VAT, if it is said."""

    clase: str
    por: str = ""
    primera: int | None = None
    sin_iva: int | None = None


@dataclass(frozen=True)
class Orden:
    """A command, and who gives it.

    `sobre`: number of the one that it follows; `corrige`: of the one whose negative it is; `aplica`: of the pending expense that it puts in the budget; `de`: application that a transfer lowers;
    `compensa`: it is paid with no money of the treasury; `resultado`: what Intervención finds of the payment of an obligation.
    """

    numero: int
    clase: str
    codigo: str
    importe: int
    quien: str
    sobre: int | None = None
    corrige: int | None = None
    aplica: int | None = None
    de: str = ""
    descuento: int = 0
    compensa: bool = False
    exencion: Exencion | None = None
    resultado: str = ""


@dataclass
class Linea:
    """What a command left. `saldo`: of its last phase; `anulado`: how much of it was corrected."""

    orden: Orden
    saldo: int
    anulado: int = 0
