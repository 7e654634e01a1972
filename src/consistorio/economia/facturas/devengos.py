"""The invoices whose expense is due and is neither in the budget nor in 413, and what of each is in 413 (Orden HAP/1781/2013, fifth part, account 413)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from consistorio.economia.facturas.consultas import SIN_O
from consistorio.economia.facturas.models import Factura
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.nucleo.reloj import MADRID

CERO: Final = Decimal(0)


def por_devengar(anio: int, *, de: QuerySet[Factura] | None = None) -> list[Factura]:
    """Those that came in by the end of a year and are neither an obligation of it nor noted in 413, the oldest first: also when they are recognised in the next
    one. `de`: of which ones; all of them, if it is not said."""
    despues = Operacion.objects.filter(ejercicio__gt=anio).values("id")
    sin_o = Q(estado__in=SIN_O) | Q(operacion_o_id__in=despues)
    todas = Factura.objects.all() if de is None else de
    suyas = todas.filter(sin_o, entrada_el__lt=datetime(anio + 1, 1, 1, tzinfo=MADRID), total__gt=0)
    por_id, por_numero = _notado(anio)
    return [
        una
        for una in suyas.select_related("emisor", "unidad").order_by("entrada_el", "id")
        if por_id.get(una.id, CERO) + por_numero.get(_quien_y_numero(una), CERO) < gasto_minimo(una)
    ]


def esta_devengada(factura: Factura, anio: int) -> bool:
    """Whether something of an invoice was noted in 413 until a year, by itself or by its number."""
    por_id, por_numero = _notado(anio, factura)
    return por_id.get(factura.id, CERO) + por_numero.get(_quien_y_numero(factura), CERO) > 0


def pendientes_de(factura: Factura) -> QuerySet[LineaOperacion]:
    """What of an invoice waits in 413 for its obligation, the oldest first."""
    lineas = LineaOperacion.objects.select_related("aplicacion", "operacion").filter(
        operacion__clase="DV", operacion__signo=1, operacion__factura_id=factura.id, saldo__gt=0
    )
    return lineas.order_by("operacion__anotada_el", "orden")


def gasto_minimo(factura: Factura) -> Decimal:
    """What of an invoice is expense at least, in euros: its tax may be deducted."""
    return factura.obligado - (factura.repercutido or CERO)


def numero_de(factura: Factura) -> str:
    """Its series and number, as an operation says them."""
    return f"{factura.serie} {factura.numero_factura}".strip()[:80]


def _quien_y_numero(factura: Factura) -> tuple[UUID | None, str]:
    return factura.emisor.persona_id if factura.emisor is not None else None, numero_de(factura)


def _notado(
    anio: int, factura: Factura | None = None
) -> tuple[dict[UUID, Decimal], dict[tuple[UUID | None, str], Decimal]]:
    """What until a year was noted in 413 of each invoice, or of one, by it or, where only its number was said, by who issued it and its number."""
    por_id: dict[UUID, Decimal] = {}
    por_numero: dict[tuple[UUID | None, str], Decimal] = {}
    notadas = Operacion.objects.filter(clase="DV", ejercicio__lte=anio)
    if factura is not None:
        quien, numero = _quien_y_numero(factura)
        notadas = notadas.filter(Q(factura_id=factura.id) | Q(factura_id=None, tercero=quien, factura=numero))
    for factura_id, quien, numero, signo, importe in notadas.values_list(
        "factura_id", "tercero", "factura", "signo", "importe"
    ):
        neto = signo * abs(importe)
        if factura_id is not None:
            por_id[factura_id] = por_id.get(factura_id, CERO) + neto
        elif numero:
            por_numero[quien, numero] = por_numero.get((quien, numero), CERO) + neto
    return por_id, por_numero
