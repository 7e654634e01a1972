"""What is paid and what is owed, in the legal term and out of it. Pure. What counts here is all that came in; the average period is of `plazo_medio`.

Ley 15/2010 art. 4.3: every quarter, how the terms are kept, with the number and the amount of what is owed out of them. Ley 3/2004 art. 4.2: to accept
takes thirty days at most since what is invoiced was received, and to pay, thirty more since it was accepted (LCSP 198.4 the same). So that an invoice that nobody
conforms is late when both are over, and one that was conformed late wins no days by it. Without the day of the delivery, the entry of the invoice stands for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from consistorio.economia.facturas.reglas import Fechas, Plazos
from consistorio.nucleo.dato import dato

CERO = Decimal(0)


@dato
class Debida:
    """An invoice as the law of arrears sees it. `area`: its unit's DIR3, "" while it has none; `importe`: in euros, with taxes; `entrada`: when it came in; `vence`: the last
    day in term; `conformada` and `pagada`: when."""

    area: str
    importe: Decimal
    entrada: date
    vence: date
    conformada: date | None = None
    pagada: date | None = None


@dato
class Cuantas:
    """How many invoices and how much they come to, in euros."""

    numero: int
    importe: Decimal


@dato
class Morosidad:
    """The table of a period: what was paid in term and out of it, and what was not paid at its end. `sin_conformar`: what of the latter nobody had conformed by then;
    `dias`: since the oldest of those came in, None when there is none."""

    pagadas_en_plazo: Cuantas
    pagadas_fuera: Cuantas
    pendientes_en_plazo: Cuantas
    pendientes_fuera: Cuantas
    sin_conformar: Cuantas
    dias: int | None


def vencimiento(fechas: Fechas, *, plazo: Plazos) -> date:
    """The last day in term of an invoice, conformed or not."""
    ultimo = fechas.entrada + timedelta(days=plazo.conformar)
    empieza = ultimo if fechas.conformada is None else min(ultimo, max(fechas.conformada, fechas.entrada))
    return empieza + timedelta(days=plazo.pagar)


def morosidad(debidas: Iterable[Debida], *, desde: date, hasta: date) -> Morosidad:
    """The table of a period, both days included."""
    todas = list(debidas)
    pagadas = [d for d in todas if d.pagada is not None and desde <= d.pagada <= hasta]
    pendientes = pendientes_en(todas, hasta)
    dormidas = [d for d in pendientes if sin_conformar(d, hasta)]
    return Morosidad(
        pagadas_en_plazo=_cuantas([d for d in pagadas if d.pagada is not None and d.pagada <= d.vence]),
        pagadas_fuera=_cuantas([d for d in pagadas if d.pagada is not None and d.pagada > d.vence]),
        pendientes_en_plazo=_cuantas([d for d in pendientes if hasta <= d.vence]),
        pendientes_fuera=_cuantas([d for d in pendientes if hasta > d.vence]),
        sin_conformar=_cuantas(dormidas),
        dias=max(((hasta - d.entrada).days for d in dormidas), default=None),
    )


def por_areas(debidas: Iterable[Debida], *, desde: date, hasta: date) -> dict[str, Morosidad]:
    """The table of each area that paid or owes something in a period, by code; "": of what has no unit yet."""
    todas = [d for d in debidas if d.entrada <= hasta and (d.pagada is None or d.pagada >= desde)]
    return {
        area: morosidad([d for d in todas if d.area == area], desde=desde, hasta=hasta)
        for area in sorted({d.area for d in todas})
    }


def pendientes_en(debidas: Iterable[Debida], dia: date) -> list[Debida]:
    """What was owed at the end of a day."""
    return [d for d in debidas if d.entrada <= dia and (d.pagada is None or d.pagada > dia)]


def sin_conformar(una: Debida, dia: date) -> bool:
    """Whether nobody had conformed it at the end of a day."""
    return una.conformada is None or una.conformada > dia


def _cuantas(debidas: list[Debida]) -> Cuantas:
    return Cuantas(len(debidas), sum((d.importe for d in debidas), CERO))
