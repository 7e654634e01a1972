"""What a third party is owed and owes, to be compensated."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from consistorio.economia.presupuesto.clases import TRAMOS
from consistorio.economia.presupuesto.models import LineaOperacion, SaldoCerrado
from consistorio.economia.tributacion.models import Compensacion
from consistorio.nucleo.dato import dato


@dato
class Deudas:
    """Lines that leave something to be paid and to be collected, and balances of closed years, the oldest first."""

    obligaciones: tuple[LineaOperacion, ...]
    derechos: tuple[LineaOperacion, ...]
    cerrados: tuple[SaldoCerrado, ...]


def compensacion_de(operacion_id: UUID) -> Compensacion | None:
    """The one that stands with an operation as its payment or as one of its collections."""
    suya = Q(pago=operacion_id) | Q(cobros__operacion=operacion_id)
    return Compensacion.objects.filter(suya, deshecha=None).first()


def de_tercero(anio: int, persona_id: UUID) -> Deudas:
    """Those of a person in a year."""
    vivas = (
        LineaOperacion.objects.filter(
            operacion__ejercicio=anio, operacion__tercero=persona_id, operacion__signo=1, saldo__gt=0
        )
        .select_related("operacion")
        .order_by("operacion__fecha", "id")
    )
    por_pagar = sorted(tramo for tramo in TRAMOS if tramo[-1] in "OP")
    cerrados = SaldoCerrado.objects.filter(ejercicio=anio, tercero=persona_id, clase="derecho", vigente=True)
    return Deudas(
        tuple(vivas.filter(operacion__clase__in=por_pagar)),
        tuple(vivas.filter(operacion__clase__in=("DR", "DRA"))),
        tuple(uno for uno in cerrados.order_by("anio", "id") if uno.pendiente),
    )
