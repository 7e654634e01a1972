"""Reads of what is of no budget. Who may see it was asked at the door."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.db.models import F, Q, QuerySet, Sum

from consistorio.economia.contabilidad.saldos import saldos
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario, LineaOperacion
from consistorio.economia.presupuesto.tipos import CERO
from consistorio.nucleo.dato import dato

# Lines that say whose a balance is and move nothing (`operaciones.otras.detallar`): the account against itself
SOLO_DETALLAN: Final = Q(operacion__contrapartida=F("no_presupuestario__cuenta"))


@dato
class DelConcepto:
    """A concept of no budget in a year, in euros: what came in (money, or kept of payments), what went out, what was applied to the budget, and the balance of its
    account, positive when somebody owes it to the town; concepts of the same account share it."""

    concepto: ConceptoNoPresupuestario
    entro: Decimal
    salio: Decimal
    aplicado: Decimal
    saldo: Decimal


def no_presupuestarios(anio: int) -> list[DelConcepto]:
    """Every concept in a year, by its code; the same queries whatever their number."""
    todos = list(ConceptoNoPresupuestario.objects.order_by("codigo"))
    del_anio = LineaOperacion.objects.filter(operacion__ejercicio=anio).order_by()
    salidas = Q(operacion__clase="PNP")
    entro = _sumas(del_anio.exclude(salidas).exclude(SOLO_DETALLAN), "no_presupuestario")
    salio = _sumas(del_anio.filter(salidas), "no_presupuestario")
    aplicado = _sumas(del_anio.exclude(aplica=None), "aplica__no_presupuestario")
    hay = {codigo: saldo.neto for codigo, saldo in saldos(anio).items()}
    return [
        DelConcepto(
            uno,
            entro.get(uno.codigo, CERO),
            salio.get(uno.codigo, CERO),
            aplicado.get(uno.codigo, CERO),
            sum((neto for codigo, neto in hay.items() if codigo.startswith(uno.cuenta)), CERO),
        )
        for uno in todos
    ]


def _sumas(lineas: QuerySet[LineaOperacion], por: str) -> Mapping[str, Decimal]:
    return dict(lineas.exclude(**{por: None}).values_list(por).annotate(Sum("importe")))


def lineas_del_concepto(codigo: str, anio: int) -> QuerySet[LineaOperacion]:
    """What was done in a year under a concept, or with what waited under it; the newest first."""
    suyas = Q(no_presupuestario=codigo) | Q(aplica__no_presupuestario=codigo)
    filas = LineaOperacion.objects.filter(suyas, operacion__ejercicio=anio)
    return filas.select_related("operacion__asiento", "operacion__tercero").order_by("-id")
