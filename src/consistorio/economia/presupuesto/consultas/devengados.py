"""What was spent and is not in the budget yet (account 413; Orden HAP/1781/2013, fifth part)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import DecimalField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from consistorio.economia.contabilidad.consultas import codigos_de, saldos_de_siempre
from consistorio.economia.presupuesto.models import LineaOperacion

CUENTA: Final = "413"
_EUROS: Final = DecimalField(max_digits=14, decimal_places=2)


def devengados(anio: int) -> QuerySet[LineaOperacion]:
    """What until the end of a year was noted in 413 and not applied yet, each with `pendiente`, in euros: what a later year applied of it still waited then."""
    aplicado = _suma(_despues(anio).filter(aplica=OuterRef("pk")), "aplica")
    devuelto = _suma(_despues(anio).filter(origen__aplica=OuterRef("pk"), operacion__signo=-1), "origen__aplica")
    filas = LineaOperacion.objects.filter(
        operacion__clase="DV", operacion__signo=1, operacion__ejercicio__lte=anio
    ).annotate(pendiente=F("saldo") + aplicado + devuelto)
    return filas.filter(pendiente__gt=0).select_related("operacion__tercero", "aplicacion")


def devengado_por_tercero(anio: int) -> dict[UUID | None, Decimal]:
    """What waits of each third party (a Persona; None of several or of nobody), in euros: one query."""
    sumas: dict[UUID | None, Decimal] = {}
    filas = devengados(anio).values_list("operacion__tercero", "pendiente")  # type: ignore[misc]  # annotated
    for tercero, importe in filas:
        sumas[tercero] = sumas.get(tercero, Decimal(0)) + importe
    return sumas


def en_la_cuenta(anio: int) -> Decimal:
    """What the ledger says that there is in 413 at the end of what is noted of a year, in euros, the year closed or not."""
    return -sum(saldos_de_siempre(codigos_de(CUENTA), hasta=date(anio, 12, 31)).values(), Decimal(0))


def _despues(anio: int) -> QuerySet[LineaOperacion]:
    return LineaOperacion.objects.filter(operacion__ejercicio__gt=anio).order_by()


def _suma(filas: QuerySet[LineaOperacion], por: str) -> Coalesce:
    sumadas = filas.values(por).annotate(suma=Sum("importe")).values("suma")
    return Coalesce(Subquery(sumadas, output_field=_EUROS), Value(Decimal(0)), output_field=_EUROS)
