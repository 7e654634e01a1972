"""A statement as banks write it, made for the example town and for the tests: Norma 43 of fixed records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

Movimiento = tuple[date, str, str, str]  # day, amount with sign, reference, words


def _centimos(importe: Decimal) -> str:
    return f"{int(abs(importe) * 100):014d}"


def _clave(importe: Decimal) -> str:
    return "2" if importe >= 0 else "1"


def norma43(
    iban: str, desde: date, hasta: date, inicial: str, movimientos: Sequence[Movimiento], final: str = ""
) -> str:
    """A file of Norma 43 with one account. `final`: what it says that is left, if it is not what its movements make."""
    cuenta = iban[4:12] + iban[14:24]
    saldo = Decimal(inicial)
    lineas = [
        f"11{cuenta}{desde:%y%m%d}{hasta:%y%m%d}{_clave(saldo)}{_centimos(saldo)}9783{'VILLAEJEMPLO':<26}".ljust(80)
    ]
    salen = entran = Decimal(0)
    cuantos = [0, 0]
    for dia, cuanto, referencia, texto in movimientos:
        importe = Decimal(cuanto)
        lineas.append(
            f"22    1234{dia:%y%m%d}{dia:%y%m%d}99000{_clave(importe)}{_centimos(importe)}{'0' * 10}{'0' * 12}{referencia:<16}"
        )
        lineas.append(f"2301{texto:<76}"[:80])
        cuantos[importe >= 0] += 1
        if importe < 0:
            salen -= importe
        else:
            entran += importe
    fin = Decimal(final) if final else saldo + entran - salen
    lineas.append(
        f"33{cuenta}{cuantos[0]:05d}{_centimos(salen)}{cuantos[1]:05d}{_centimos(entran)}{_clave(fin)}{_centimos(fin)}978".ljust(
            80
        )
    )
    lineas.append(f"88{'9' * 18}{len(lineas):06d}".ljust(80))
    return "\r\n".join(lineas) + "\r\n"
