"""The average period of payment. Pure. What it counts is of RD 635/2014 art. 3; what is late by the law, of `morosidad`.

RD 635/2014 art. 5: the days go from the conformity (or from the entry, when it came later) to the payment, or to the end of the period;
nothing is taken away from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from consistorio.nucleo.dato import dato

CERO = Decimal(0)


@dato
class Deuda:
    """An invoice as PMP sees it. `desde`: the day from which it counts; `importe`: in euros, with taxes; `pagada`: when; `area`: a unit's DIR3."""

    area: str
    importe: Decimal
    desde: date
    pagada: date | None = None


@dato
class Medio:
    """The figures of an area: ratios in days with two decimals, amounts in euros. `pmp`: None when there is nothing to measure."""

    area: str
    pagado: Decimal
    ratio_pagadas: Decimal | None
    pendiente: Decimal
    ratio_pendientes: Decimal | None
    pmp: Decimal | None


def plazos_medios(deudas: Iterable[Deuda], *, desde: date, hasta: date) -> list[Medio]:
    """The figures of each area in a period, both days included, by code; the last one, with no code, is of the whole town."""
    todas = [d for d in deudas if d.desde <= hasta and (d.pagada is None or d.pagada >= desde)]
    areas = sorted({d.area for d in todas})
    return [*(_medio(area, [d for d in todas if d.area == area], hasta) for area in areas), _medio("", todas, hasta)]


def _medio(area: str, deudas: list[Deuda], hasta: date) -> Medio:
    pagadas = [(d.importe, (d.pagada - d.desde).days) for d in deudas if d.pagada is not None and d.pagada <= hasta]
    pendientes = [(d.importe, (hasta - d.desde).days) for d in deudas if d.pagada is None or d.pagada > hasta]
    pagado, pendiente = sum((i for i, _ in pagadas), CERO), sum((i for i, _ in pendientes), CERO)
    dias_pagados, dias_pendientes = sum((i * n for i, n in pagadas), CERO), sum((i * n for i, n in pendientes), CERO)
    return Medio(
        area,
        pagado,
        _entre(dias_pagados, pagado),
        pendiente,
        _entre(dias_pendientes, pendiente),
        _entre(dias_pagados + dias_pendientes, pagado + pendiente),
    )


def _entre(dias: Decimal, importe: Decimal) -> Decimal | None:
    return (dias / importe).quantize(Decimal("0.01"), ROUND_HALF_UP) if importe > 0 else None


def trimestre_de(dia: date) -> tuple[date, date]:
    """The first and the last day of its quarter."""
    primero = date(dia.year, 3 * ((dia.month - 1) // 3) + 1, 1)
    siguiente = date(dia.year + (primero.month == 10), (primero.month + 2) % 12 + 1, 1)
    return primero, siguiente - timedelta(days=1)
