"""The figures of an arqueo, worked out from the books and from the statements as they were known at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.tesoreria import consultas
from consistorio.economia.tesoreria.models import (
    Arqueo,
    Conciliacion,
    ConciliacionApunte,
    ConciliacionMovimiento,
    Ordinal,
)
from consistorio.economia.tesoreria.reglas import Estado
from consistorio.economia.tesoreria.tipos import CERO
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, Problema
from consistorio.nucleo.tipos import Importe


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


@dato
class Ensayo:
    """An act of arqueo as it would be drawn up: of which days, how each ordinal stands, and what stops it."""

    desde: date
    hasta: date
    situaciones: tuple[tuple[Ordinal, Situacion], ...]
    problemas: tuple[Problema, ...]


def ensayar(hasta: date, *, sabido: datetime, hoy: date, bloquear: bool = False) -> Ensayo:
    """The act of the days since the last one until `hasta`, with every ordinal that served in them. `bloquear`: their rows, inside a transaction. Raises Conflicto (there is
    one of that day or of a later one)."""
    desde = _desde(hasta)
    filas = Ordinal.objects.select_for_update() if bloquear else Ordinal.objects.all()
    ordinales = filas.filter(Q(hasta=None) | Q(hasta__gte=desde), desde__lte=hasta).order_by("codigo")
    situaciones = tuple((o, situacion_de(o, desde=desde, hasta=hasta, sabido=sabido)) for o in ordinales)
    return Ensayo(desde, hasta, situaciones, tuple(_problemas(hasta, situaciones, hoy)))


def _desde(hasta: date) -> date:
    """The day after the last act; the first one begins with its year. Raises Conflicto."""
    ultimo: date | None = Arqueo.objects.exclude(estado=Arqueo.Estado.DEVUELTO).aggregate(dia=Max("hasta"))["dia"]
    if ultimo is None:
        return date(hasta.year, 1, 1)
    if hasta <= ultimo:
        raise Conflicto(
            _("Ya hay un acta de arqueo hasta el %(dia)s.") % {"dia": f"{ultimo:%d/%m/%Y}"},
            que_hacer=_("Levante la de un día posterior, o devuelva sin firmar la que esté mal."),
        )
    return ultimo + timedelta(days=1)


def _problemas(hasta: date, situaciones: Sequence[tuple[Ordinal, Situacion]], hoy: date) -> list[Problema]:
    problemas = []
    if hasta > hoy:
        problemas.append(Problema("hasta", _("El arqueo es de un día que ya ha llegado.")))
    if not Ejercicio.objects.filter(anio=hasta.year).exists():
        problemas.append(Problema("hasta", _("Ese ejercicio no está abierto en la contabilidad.")))
    if not situaciones:
        problemas.append(Problema("ordinales", _("No hay ninguna cuenta de la Tesorería abierta.")))
    for ordinal, situacion in situaciones:
        ultimo = consultas.ultimo_extracto(ordinal) if ordinal.tiene_banco else None
        if ordinal.clase in (Ordinal.Clase.OPERATIVA, Ordinal.Clase.RESTRINGIDA) and (
            ultimo is None or ultimo.hasta < hasta
        ):
            mensaje = _("%(ordinal)s: falta el extracto del banco hasta el %(dia)s. Cárguelo antes.")
            dicho = mensaje % {"ordinal": ordinal, "dia": f"{hasta:%d/%m/%Y}"}
            problemas.append(Problema(f"ordinales.{ordinal.codigo}", dicho))
        if situacion.estado.descuadre:
            mensaje = _("%(ordinal)s: la conciliación no cuadra en %(cuanto)s. Revise lo que está conciliado.")
            dicho = mensaje % {"ordinal": ordinal, "cuanto": Importe(situacion.estado.descuadre)}
            problemas.append(Problema(f"ordinales.{ordinal.codigo}", dicho))
    return problemas


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
