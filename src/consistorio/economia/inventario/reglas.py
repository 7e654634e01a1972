"""Pure computation of what an asset is used up by a day, in a straight line (Orden HAP/1781/2013, second part, rule 2). Money in euros with cents."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

CENTIMO = Decimal("0.01")
# Land, and what is of the historical heritage, are not used up; what is being built is not in service yet
AMORTIZABLES = (
    *("200", "201", "203", "206", "207", "209"),
    *("211", "212", "214", "215", "216", "217", "218", "219", "221", "241", "249"),
)
SIN_AMORTIZAR = ("210", "213", "220", "240")


def acumulada(importe: Decimal, en_servicio: date, anios: int, *, hasta: date) -> Decimal:
    """Of `importe` euros to be used up in `anios` years from the day it began to serve, what is used up when `hasta` ends.

    Day by day, so that the sum of the years is the whole to the cent.
    """
    termina = _mas_anios(en_servicio, anios)
    if hasta < en_servicio or not importe:
        return Decimal(0)
    usados = min(hasta + timedelta(days=1), termina) - en_servicio
    parte = Fraction(importe) * usados.days / (termina - en_servicio).days
    return (Decimal(parte.numerator) / Decimal(parte.denominator)).quantize(CENTIMO, ROUND_HALF_UP)


def del_anio(importe: Decimal, en_servicio: date, anios: int, *, anio: int, baja: date | None) -> Decimal:
    """What is used up in a year, until the day it was taken out if that came before its end."""
    fin, antes = date(anio, 12, 31), date(anio - 1, 12, 31)
    if baja is not None:
        fin, antes = min(fin, baja), min(antes, baja)
    return acumulada(importe, en_servicio, anios, hasta=fin) - acumulada(importe, en_servicio, anios, hasta=antes)


def cuenta_acumulada(cuenta: str) -> str:
    """Of the accumulated depreciation of an account of assets: 211 -> 2811."""
    return f"28{cuenta[1:3]}"


def cuenta_de_dotacion(cuenta: str) -> str:
    """Of the expense: 211 -> 6811."""
    return f"68{cuenta[1:3]}"


def _mas_anios(dia: date, anios: int) -> date:
    try:
        return dia.replace(year=dia.year + anios)
    except ValueError:  # 29 February
        return date(dia.year + anios, 3, 1)
