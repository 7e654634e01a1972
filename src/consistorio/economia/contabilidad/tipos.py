"""Records of the ledger that go from room to room."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from consistorio.nucleo.dato import dato

CERO = Decimal("0.00")


@dato
class Partida:
    """A row of an entry that is not written yet: `importe` euros, signed and never zero, are charged to `debe` and paid to `haber`.

    `regla`: code of the posting rule that it comes from, if it comes from one.
    """

    debe: str
    haber: str
    importe: Decimal
    regla: str = ""


@dato
class AsientoNuevo:
    """An entry that is not written yet. `clase` and `ambito`: values of `Asiento.Clase` and `Asiento.Ambito`."""

    fecha: date
    texto: str
    partidas: tuple[Partida, ...]
    clase: str = "operacion"
    ambito: str = "presupuesto"
    operacion_id: UUID | None = None
    expediente_id: UUID | None = None
    documento_id: UUID | None = None


@dato
class Saldo:
    """What was charged and what was paid to an account, in euros."""

    debe: Decimal = CERO
    haber: Decimal = CERO

    @property
    def neto(self) -> Decimal:
        """Positive when it is a debit balance."""
        return self.debe - self.haber

    def __add__(self, otro: Saldo) -> Saldo:
        return Saldo(self.debe + otro.debe, self.haber + otro.haber)
