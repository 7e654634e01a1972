"""The register books of VAT (RIVA 62-64)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from consistorio.economia.presupuesto.models import LineaOperacion
from consistorio.economia.tributacion.models import ApunteIva, Prorrata


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
    """A row of an operation, of the budget or of its VAT, that nobody took back: it goes with its VAT (`operaciones.facturas.anular`), never alone. What pays in
    formalización the VAT that who buys accrues is of it too."""
    suya = Q(operacion=operacion_id) | Q(operacion_iva=operacion_id)
    de_ella = (operacion_id, *_de_que_siguen(operacion_id))
    suya |= Q(operacion_devengo__in=de_ella) | Q(operacion_gasto__in=de_ella)
    suya |= Q(operacion_iva__in=de_ella) & ~Q(regimen="")
    suyos = ApunteIva.objects.filter(suya, anulado_por=None)
    return suyos.select_related("operacion").order_by("numero").first()


def regularizacion_de(operacion_id: UUID) -> Prorrata | None:
    """The definitive prorrata that an operation notes or pays: they are taken back together (`operaciones.liquidaciones.deshacer_regularizacion`)."""
    de_ella = (operacion_id, *_de_que_siguen(operacion_id))
    return Prorrata.objects.filter(Q(del_presupuesto__in=de_ella) | Q(del_iva__in=de_ella)).first()


def va_con_su_iva(operacion_id: UUID) -> bool:
    """Whether it is not taken back alone."""
    return apunte_de(operacion_id) is not None or regularizacion_de(operacion_id) is not None


def _de_que_siguen(operacion_id: UUID) -> set[UUID]:
    """The operations that those of its lines follow."""
    siguen = LineaOperacion.objects.filter(operacion=operacion_id, origen__isnull=False)
    return set(siguen.values_list("origen__operacion", flat=True))
