"""What of a VAT may be deducted (LIVA 92-106), what an activity's prorrata is, and the rows of a settlement (Orden HAP/1781/2013, fifth part, 472-477 and 470)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from consistorio.nucleo.dato import dato

CENTIMO: Final = Decimal("0.01")
MARGEN: Final = Decimal("0.05")  # between the tax that an invoice says and that of its rate, by its own rounding
CERO: Final = Decimal("0.00")


def redondeado(importe: Decimal) -> Decimal:
    """To the cent, halves up."""
    return importe.quantize(CENTIMO, ROUND_HALF_UP)


def en_tanto(tipo: Decimal) -> str:
    """A rate as people read it: 21, 10, 5,2."""
    return f"{tipo:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def cuota_de(base: Decimal, tipo: Decimal) -> Decimal:
    """The tax of a base at a rate in percent, to the cent."""
    return redondeado(base * tipo / 100)


def deducible(cuota: Decimal, *, clase: str, destino: str, por_ciento: int) -> Decimal:
    """What of a tax is deducted: all of the same percent (general, LIVA 104); by what it is used for, and the percent of what is used for both (especial, 106).

    What is used only where nothing may be deducted never is.
    """
    if destino == "sin_derecho":
        return CERO if clase == "especial" else redondeado(cuota * por_ciento / 100)
    if destino == "con_derecho" and clase == "especial":
        return cuota
    return redondeado(cuota * por_ciento / 100)


def por_ciento_definitivo(con_derecho: Decimal, total: Decimal) -> int:
    """The prorrata of what an activity did in a year: rounded up to the whole percent (LIVA 104.2); 100 when it did nothing."""
    if total <= 0:
        return 100
    exacto = con_derecho * 100 / total
    entero = int(exacto)
    return min(100, entero + (1 if exacto > entero else 0))


@dato
class FilaDeLiquidacion:
    """A row of the settlement: concept of no budget, the other account, and how much, in euros."""

    concepto: str
    cuenta: str
    importe: Decimal


def liquidacion(repercutido: Decimal, soportado: Decimal, a_compensar: Decimal) -> tuple[FilaDeLiquidacion, ...]:
    """What a settlement notes of the balances of 4770, 4720 and 4700: what was borne against what was passed on; of what is left, what was to be made up for
    from before; and the rest due (4750) or to be made up for or given back (4700). Either of the first two may be negative, by a regularisation or by what was
    annulled of a period that was settled: then it adds to the other side."""
    pasa = -min(repercutido, soportado, CERO)
    if pasa:
        resto = liquidacion(repercutido + pasa, soportado + pasa, a_compensar)
        return (FilaDeLiquidacion("IVA_REPERCUTIDO", "4720", pasa), *resto)
    cruce = min(repercutido, soportado)
    usado = min(repercutido - cruce, a_compensar)
    filas = (
        FilaDeLiquidacion("IVA_DEDUCIBLE", "4770", cruce),
        FilaDeLiquidacion("IVA_A_DEVOLVER", "4770", usado),
        FilaDeLiquidacion("IVA_A_INGRESAR", "4770", repercutido - cruce - usado),
        FilaDeLiquidacion("IVA_A_DEVOLVER", "4720", soportado - cruce),
    )
    return tuple(fila for fila in filas if fila.importe)
