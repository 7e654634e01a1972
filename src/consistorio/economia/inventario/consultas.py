"""Reads of the fixed assets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from consistorio.economia.inventario import reglas
from consistorio.economia.inventario.models import Bien, Dotacion
from consistorio.nucleo.dato import dato

CERO = Decimal(0)


def bienes(*, prefijo: str = "", tras: int = 0) -> QuerySet[Bien]:
    """The assets whose account begins so, by their number, after one; `amortizado`: what was used up before it came here and since, in euros."""
    dotado = Sum("dotaciones__importe", filter=Q(dotaciones__deshecha=None))
    filas = Bien.objects.filter(cuenta__startswith=prefijo, numero__gt=tras)
    return filas.annotate(amortizado=F("previa") + Coalesce(dotado, CERO)).order_by("numero")


@dato
class Estado:
    """An asset with what is used up of it, in euros."""

    bien: Bien
    amortizado: Decimal

    @property
    def neto(self) -> Decimal:
        """What it is worth in the books."""
        return self.bien.valor - self.amortizado


def estados(bienes: Iterable[Bien]) -> list[Estado]:
    """Those that `bienes` found, with what is used up of each."""
    return [Estado(uno, getattr(uno, "amortizado", uno.previa)) for uno in bienes]


@dato
class Total:
    """What the assets that are not out add up to, in euros: what they cost, what of it is used up, and what is left."""

    valor: Decimal
    amortizado: Decimal

    @property
    def neto(self) -> Decimal:
        """What they are worth in the books."""
        return self.valor - self.amortizado


def total(*, prefijo: str = "") -> Total:
    """Of those whose account begins so and are not out."""
    vivos = Bien.objects.filter(cuenta__startswith=prefijo, baja=None)
    de_ellos = vivos.aggregate(valor=Coalesce(Sum("valor"), CERO), previa=Coalesce(Sum("previa"), CERO))
    dotado = Dotacion.objects.filter(bien__in=vivos, deshecha=None).aggregate(suma=Coalesce(Sum("importe"), CERO))
    return Total(de_ellos["valor"], de_ellos["previa"] + dotado["suma"])


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
