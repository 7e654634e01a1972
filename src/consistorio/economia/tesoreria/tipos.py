"""Records of the treasury that go from room to room. Amounts are euros with two decimals; of a movement, what comes in is positive."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from consistorio.nucleo.dato import dato

CERO = Decimal("0.00")


@dato
class MovimientoLeido:
    """A movement of a statement as the bank writes it. `referencias`: every identifier that the bank gives it; `texto`: its words."""

    fecha: date
    valor: date
    importe: Decimal
    texto: str
    referencias: tuple[str, ...] = ()


@dato
class ExtractoLeido:
    """A statement of one account. `cuenta`: its IBAN, or bank, office and number (eighteen figures) in Norma 43; `formato`: n43 or camt053."""

    formato: str
    cuenta: str
    desde: date
    hasta: date
    saldo_inicial: Decimal
    saldo_final: Decimal
    movimientos: tuple[MovimientoLeido, ...]


@dato
class Transferencia:
    """A transfer of a file of payments. `referencia`: number of the operation, which the bank gives back (35 characters at most)."""

    referencia: str
    nombre: str
    iban: str
    importe: Decimal
    concepto: str
    bic: str = ""


@dato
class Candidato:
    """Something of the books that a movement of the bank may be. `clave`: what it is (`apunte:<id>`, `relacion:<uuid>`, `linea:<uuid>`); `partes`: of what it is made, so
    that two that share something are not both proposed; `apertura`: it is the first opening of the books."""

    clave: str
    fecha: date
    importe: Decimal
    referencias: tuple[str, ...] = ()
    partes: tuple[str, ...] = ()
    apertura: bool = False


@dato
class Propuesta:
    """A pair that is proposed. `por`: referencia, importe or apertura; `dias`: how far their dates are; `dudosa`: others would do as well."""

    movimiento_id: UUID
    clave: str
    por: str
    dias: int
    dudosa: bool = False
