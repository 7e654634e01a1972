"""Reads of the fixed assets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from consistorio.economia.inventario import reglas
from consistorio.economia.inventario.models import Bien, Dotacion

CERO = Decimal(0)


def por_amortizar(anio: int) -> list[tuple[Bien, Decimal]]:
    """Each asset that is used up in a year and was not depreciated for it, with how much, in euros.

    What was used up before it came here counts first: it never goes over what it cost.
    """
    bienes = (
        Bien.objects.filter(vida__isnull=False, en_servicio__lte=date(anio, 12, 31))
        .filter(Q(baja=None) | Q(baja__gte=date(anio, 1, 1)))
        .exclude(id__in=Dotacion.objects.filter(ejercicio=anio, deshecha=None).values("bien"))
        .annotate(dotado=Coalesce(Sum("dotaciones__importe", filter=Q(dotaciones__deshecha=None)), CERO))
        .order_by("numero")
    )
    halladas: list[tuple[Bien, Decimal]] = []
    for bien in bienes:
        assert bien.vida is not None  # noqa: S101  # the filter above
        base = bien.valor - bien.residual
        suya = reglas.del_anio(base, bien.en_servicio, bien.vida, anio=anio, baja=bien.baja)
        suya = min(suya, base - bien.previa - bien.dotado)
        if suya > 0:
            halladas.append((bien, suya))
    return halladas
