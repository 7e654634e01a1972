"""Records of the collection files. Amounts in euros with two decimals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from consistorio.nucleo.dato import dato


@dato
class Recibo:
    """A row of a file. `derecho`: the operation that recognised it (`2026/15`); `concepto`: of income, when nothing was recognised before."""

    fila: int
    fecha: date
    referencia: str
    importe: Decimal
    derecho: str = ""
    concepto: str = ""
    nif: str = ""
