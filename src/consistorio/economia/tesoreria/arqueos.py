"""The figures of an arqueo, worked out from the books and from the statements as they were known at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from consistorio.economia.tesoreria import consultas
from consistorio.economia.tesoreria.models import (
    Conciliacion,
    ConciliacionApunte,
    ConciliacionMovimiento,
    Ordinal,
)
from consistorio.economia.tesoreria.reglas import Estado
from consistorio.economia.tesoreria.tipos import CERO
from consistorio.nucleo.dato import dato


@dato
class Diferencia:
    """Something that is on one side alone, in euros; what comes in is positive. `en_banco`: the bank says it and the books do not."""

    fecha: date
    importe: Decimal
    en_banco: bool


@dato
class Situacion:
    """An ordinal on a day, and what its reconciliation explains."""

    estado: Estado
    diferencias: tuple[Diferencia, ...]


def situacion_de(ordinal: Ordinal, *, desde: date, hasta: date, sabido: datetime) -> Situacion:
    """How an ordinal stands at the end of `hasta`, with what was noted, loaded and paired by `sabido`. What it had before is what the books said when `desde` began, and
    the first opening."""
    apuntes = consultas.en_libros(ordinal, hasta=hasta, sabido=sabido)
    antes = [a for a in apuntes if a.fecha < desde or a.apertura]
    durante = [a for a in apuntes if a.fecha >= desde and not a.apertura]
    anterior = sum((a.importe for a in antes), CERO)
    cobros = sum((a.importe for a in durante if a.al_debe), CERO)
    pagos = sum((-a.importe for a in durante if not a.al_debe), CERO)
    if not ordinal.tiene_banco:
        return Situacion(Estado(anterior, cobros, pagos), ())
    movimientos = list(consultas.movimientos_de(ordinal, hasta=hasta, sabido=sabido))
    en_pares_m, en_pares_a = _emparejados(ordinal, hasta=hasta, sabido=sabido)
    diferencias = [
        Diferencia(m.fecha, m.importe, en_banco=True) for m in movimientos if m.importe and m.id not in en_pares_m
    ]
    diferencias += [Diferencia(a.fecha, a.importe, en_banco=False) for a in apuntes if a.apunte_id not in en_pares_a]
    estado = Estado(
        anterior,
        cobros,
        pagos,
        sum((m.importe for m in movimientos), CERO),
        cobros_sin_contabilizar=_suma(d.importe for d in diferencias if d.en_banco and d.importe > 0),
        pagos_sin_contabilizar=-_suma(d.importe for d in diferencias if d.en_banco and d.importe < 0),
        cobros_sin_banco=_suma(d.importe for d in diferencias if not d.en_banco and d.importe > 0),
        pagos_sin_banco=-_suma(d.importe for d in diferencias if not d.en_banco and d.importe < 0),
    )
    return Situacion(estado, tuple(diferencias))


def _suma(importes: Iterable[Decimal]) -> Decimal:
    return sum(importes, CERO)


def _emparejados(ordinal: Ordinal, *, hasta: date, sabido: datetime) -> tuple[set[object], set[object]]:
    """What is paired with things that had all happened by that day: of a pair that goes beyond it, what is of before is on one side alone."""
    vivas = (
        Conciliacion.objects.filter(ordinal=ordinal, hecha_el__lte=sabido)
        .filter(Q(deshecha_el=None) | Q(deshecha_el__gt=sabido))
        .exclude(movimientos__movimiento__fecha__gt=hasta)
        .exclude(apuntes__apunte__fecha__gt=hasta)
    )
    ids = list(vivas.values_list("id", flat=True))
    movimientos = ConciliacionMovimiento.objects.filter(conciliacion_id__in=ids)
    apuntes = ConciliacionApunte.objects.filter(conciliacion_id__in=ids)
    return (
        set(movimientos.values_list("movimiento_id", flat=True)),
        set(apuntes.values_list("apunte_id", flat=True)),
    )
