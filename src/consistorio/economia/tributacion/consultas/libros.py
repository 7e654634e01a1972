"""The register books of VAT (RIVA 62-64)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from consistorio.economia.tributacion.models import ApunteIva


def libro(cual: str, desde: date, hasta: date, *, sector: str = "") -> QuerySet[ApunteIva]:
    """The rows of a book between two days, in order. `cual`: of `ApunteIva.Libro`."""
    filas = ApunteIva.objects.filter(libro=cual, fecha__gte=desde, fecha__lte=hasta)
    filas = filas.filter(sector=sector) if sector else filas
    return filas.select_related("persona", "operacion", "sector").order_by("anio", "numero")


def totales_del_libro(filas: QuerySet[ApunteIva]) -> dict[str, Decimal]:
    """Base, tax and what is deducted of some rows, in euros."""
    sumas = filas.aggregate(base=Sum("base"), cuota=Sum("cuota"), deducible=Sum("deducible"))
    return {clave: valor or Decimal(0) for clave, valor in sumas.items()}


def apunte_de(operacion_id: UUID) -> ApunteIva | None:
    """A row of an operation, of the budget or of its VAT, that nobody took back: it goes with its VAT (`operaciones.facturas.anular`), never alone."""
    suya = Q(operacion=operacion_id) | Q(operacion_iva=operacion_id)
    suya |= Q(operacion_devengo=operacion_id) | Q(operacion_gasto=operacion_id)
    suyos = ApunteIva.objects.filter(suya, anulado_por=None)
    return suyos.select_related("operacion").order_by("numero").first()
