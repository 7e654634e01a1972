"""How the budget of a year goes: by application, bolsa, concept and chapter."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.db.models.functions import Substr

from consistorio.economia.presupuesto.models import Aplicacion, Bolsa, ConceptoIngreso
from consistorio.economia.presupuesto.models.creditos import CONTADORES_DE_APLICACION, CONTADORES_DE_CONCEPTO
from consistorio.nucleo.dato import dato


@dato
class Capitulo:
    """What the applications or the concepts of a chapter add up to: counter -> euros."""

    codigo: str
    sumas: dict[str, Decimal]


def ejecucion(anio: int, *, programa: str = "", economica: str = "", organica: str = "") -> QuerySet[Aplicacion]:
    """The applications of a year, with their bolsa, by the beginning of their codes, in the order of the budget."""
    return (
        Aplicacion.objects.filter(
            ejercicio=anio,
            programa__startswith=programa,
            economica__startswith=economica,
            organica__startswith=organica,
        )
        .select_related("bolsa")
        .order_by("organica", "programa", "economica")
    )


def ejecucion_de_bolsas(anio: int) -> QuerySet[Bolsa]:
    """The bolsas of a year, by their key."""
    return Bolsa.objects.filter(ejercicio=anio).order_by("clave")


def ejecucion_de_ingresos(anio: int, *, economica: str = "") -> QuerySet[ConceptoIngreso]:
    """The concepts of income of a year, by their code."""
    return ConceptoIngreso.objects.filter(ejercicio=anio, economica__startswith=economica).order_by("economica")


def por_capitulos(anio: int) -> Sequence[Capitulo]:
    """Expense, each chapter with the sum of each counter."""
    return _sumar(Aplicacion.objects.filter(ejercicio=anio), CONTADORES_DE_APLICACION)


def por_capitulos_de_ingresos(anio: int) -> Sequence[Capitulo]:
    """Income, each chapter with the sum of each counter."""
    return _sumar(ConceptoIngreso.objects.filter(ejercicio=anio), CONTADORES_DE_CONCEPTO)


def _sumar(filas: QuerySet[Aplicacion] | QuerySet[ConceptoIngreso], contadores: Sequence[str]) -> Sequence[Capitulo]:
    por_capitulo = filas.annotate(capitulo=Substr("economica", 1, 1)).order_by("capitulo")
    sumas = por_capitulo.values_list("capitulo").annotate(
        **{f"suma_{contador}": Sum(contador) for contador in contadores}
    )
    return [Capitulo(str(codigo), dict(zip(contadores, valores, strict=True))) for codigo, *valores in sumas]
