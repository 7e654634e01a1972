"""What is committed of later years, and what its budget does not bear when its year comes (TRLRHL 174.6; RD 500/1990 art. 88)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from django.db.models import QuerySet

from consistorio.economia.presupuesto.models import LineaFutura
from consistorio.nucleo.dato import dato


@dato
class FilaPlurianual:
    """A later year of an application, in euros: what is live of each phase."""

    anio: int
    aplicacion: str
    retenido: Decimal
    autorizado: Decimal
    dispuesto: Decimal


_FASE = {"RC": "retenido", "A": "autorizado", "D": "dispuesto", "AD": "dispuesto"}


def plurianuales(*, desde: int) -> Sequence[FilaPlurianual]:
    """The register by year and application, of the years after `desde`."""
    sumas: defaultdict[tuple[int, str], dict[str, Decimal]] = defaultdict(
        lambda: dict.fromkeys(("retenido", "autorizado", "dispuesto"), Decimal("0.00"))
    )
    for linea in sin_traer().filter(anio__gt=desde):
        sumas[linea.anio, linea.codigo][_FASE[linea.operacion.clase]] += linea.saldo
    return [FilaPlurianual(anio, codigo, **sumas[anio, codigo]) for anio, codigo in sorted(sumas)]


def sin_traer(anio: int | None = None) -> QuerySet[LineaFutura]:
    """The lines of the register that are not in the budget of their year, the oldest first; those of one year alone."""
    lineas = LineaFutura.objects.select_related("operacion").filter(saldo__gt=0)
    return (lineas if anio is None else lineas.filter(anio=anio)).order_by("anio", "id")
