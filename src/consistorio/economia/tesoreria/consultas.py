"""Reads of the treasury. Who may see it was asked at the door."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Sum

from consistorio.economia.contabilidad.consultas import saldos_de_siempre
from consistorio.economia.contabilidad.models import Apunte, Asiento
from consistorio.economia.tesoreria.models import (
    Conciliacion,
    ConciliacionApunte,
    ConciliacionMovimiento,
    Extracto,
    LineaDePago,
    MovimientoBancario,
    Ordinal,
    PagoPropuesto,
    RelacionDePagos,
)
from consistorio.economia.tesoreria.tipos import CERO
from consistorio.nucleo.dato import dato


@dato
class EnLibros:
    """A row of the books of an ordinal. `importe`: in euros, what comes in is positive; `al_debe`: it charges the account."""

    apunte_id: int
    numero: int
    fecha: date
    importe: Decimal
    al_debe: bool
    apertura: bool
    texto: str
    operacion_id: UUID | None


def ordinales(*, en: date | None = None) -> QuerySet[Ordinal]:
    """The accounts of the treasury, those in use on a day if one is said."""
    filas = Ordinal.objects.select_related("cuenta").order_by("codigo")
    return filas if en is None else filas.filter(Q(hasta=None) | Q(hasta__gte=en), desde__lte=en)


def ordinal_de_cuenta(cuenta: str) -> Ordinal | None:
    """The ordinal of an account of the ledger, if it is of one."""
    return Ordinal.objects.filter(cuenta=cuenta).first()


def relaciones(*, estado: str = "", ordinal: str = "") -> QuerySet[RelacionDePagos]:
    """The lists of payments, the newest first."""
    filas = RelacionDePagos.objects.select_related("ordinal").order_by("-ejercicio", "-numero")
    filas = filas.filter(estado=estado) if estado else filas
    return filas.filter(ordinal=ordinal) if ordinal else filas


def anteriores_a(filas: QuerySet[RelacionDePagos], una: RelacionDePagos) -> QuerySet[RelacionDePagos]:
    """Of some lists, those that come after one when the newest is first."""
    antes = Q(ejercicio__lt=una.ejercicio_id) | Q(ejercicio=una.ejercicio_id, numero__lt=una.numero)
    return filas.filter(antes)


def propuestos_pendientes() -> QuerySet[PagoPropuesto]:
    """What of no budget was proposed, and is neither paid nor withdrawn. What the bank sent back is to be paid again."""
    pagadas = LineaDePago.objects.filter(propuesto=OuterRef("pk"), estado=LineaDePago.Estado.PAGADA)
    return PagoPropuesto.objects.filter(~Exists(pagadas), retirado_el=None)


def lineas_de(relacion: RelacionDePagos) -> QuerySet[LineaDePago]:
    """The payments of a list, in their order."""
    return relacion.lineas.select_related("persona", "operacion", "cerrado", "pago", "vuelta").order_by("orden")


def en_libros(
    ordinal: Ordinal,
    *,
    hasta: date,
    sabido: datetime | None = None,
    desde: date | None = None,
    sin_pareja: bool = False,
) -> list[EnLibros]:
    """The rows of the books of an ordinal until a day, of all its years: what closes a year and opens the next one moves no money, and is left out, but for the first
    opening. `sabido`: only what was noted by then; `sin_pareja`: only what is paired with nothing."""
    filas = Apunte.objects.filter(Q(debe=ordinal.cuenta_id) | Q(haber=ordinal.cuenta_id), fecha__lte=hasta)
    primero = filas.aggregate(anio=Min("ejercicio"))["anio"]
    filas = filas.exclude(asiento__clase=Asiento.Clase.CIERRE)
    filas = filas.exclude(Q(asiento__clase=Asiento.Clase.APERTURA) & ~Q(ejercicio=primero))
    if sabido is not None:
        filas = filas.filter(asiento__anotado_el__lte=sabido)
    if desde is not None:
        filas = filas.filter(fecha__gte=desde)
    if sin_pareja:
        pares = ConciliacionApunte.objects.filter(viva=True, ordinal=ordinal, apunte=OuterRef("pk"))
        filas = filas.exclude(Exists(pares))
    return [
        _en_libros(ordinal, apunte)
        for apunte in filas.select_related("asiento").order_by("fecha", "ejercicio", "numero", "orden")
    ]


def _en_libros(ordinal: Ordinal, apunte: Apunte) -> EnLibros:
    al_debe = apunte.debe_id == ordinal.cuenta_id
    return EnLibros(
        apunte.id,
        apunte.numero,
        apunte.fecha,
        apunte.importe if al_debe else -apunte.importe,
        al_debe,
        apunte.asiento.clase == Asiento.Clase.APERTURA,
        apunte.asiento.texto,
        apunte.asiento.operacion_id,
    )


def apuntes_de(ordinal: Ordinal, ids: Collection[int]) -> dict[int, EnLibros]:
    """Some rows of the books of an ordinal, by their number."""
    filas = Apunte.objects.select_related("asiento").filter(
        Q(debe=ordinal.cuenta_id) | Q(haber=ordinal.cuenta_id), id__in=ids
    )
    return {apunte.id: _en_libros(ordinal, apunte) for apunte in filas}


def apuntes_de_operaciones(ordinal: Ordinal, operaciones: Collection[UUID]) -> list[EnLibros]:
    """What some operations did to an ordinal."""
    filas = Apunte.objects.select_related("asiento").filter(
        Q(debe=ordinal.cuenta_id) | Q(haber=ordinal.cuenta_id), asiento__operacion_id__in=operaciones
    )
    return [_en_libros(ordinal, apunte) for apunte in filas.order_by("ejercicio", "numero", "orden")]


def saldo_contable(ordinal: Ordinal, *, hasta: date) -> Decimal:
    """What the books say that there is in an ordinal, in euros."""
    return saldos_de_siempre([ordinal.cuenta_id], hasta=hasta)[ordinal.cuenta_id]


@dato
class Existencias:
    """What there is in an ordinal, in euros. `banco`: none where no bank says it; `hasta`: the day that its last statement reaches; `por_conciliar`: movements of the
    bank until that day that are paired with nothing."""

    ordinal: Ordinal
    contable: Decimal
    banco: Decimal | None
    hasta: date | None
    por_conciliar: int


def existencias(*, en: date) -> list[Existencias]:
    """Every ordinal with what there is in it on a day, by its code; the same queries whatever their number."""
    todos = list(ordinales())
    contables = saldos_de_siempre([uno.cuenta_id for uno in todos], hasta=en)
    del_banco = MovimientoBancario.objects.filter(fecha__lte=en).order_by().values_list("ordinal")
    bancos = dict(del_banco.annotate(Sum("importe")))
    pares = ConciliacionMovimiento.objects.filter(viva=True).values("movimiento_id")
    sueltos = MovimientoBancario.objects.filter(fecha__lte=en).exclude(id__in=pares).exclude(importe=0)
    cuantos = dict(sueltos.order_by().values_list("ordinal").annotate(Count("id")))
    ultimos = dict(Extracto.objects.order_by().values_list("ordinal").annotate(Max("hasta")))
    return [
        Existencias(
            uno,
            contables[uno.cuenta_id],
            bancos.get(uno.codigo, CERO) if uno.codigo in ultimos else None,
            ultimos.get(uno.codigo),
            cuantos.get(uno.codigo, 0),
        )
        for uno in todos
    ]


def saldo_del_banco(ordinal: Ordinal, *, hasta: date, sabido: datetime | None = None) -> Decimal:
    """What the bank says that there is in an ordinal: its movements until that day, the balance of the first statement among them."""
    movimientos = movimientos_de(ordinal, hasta=hasta, sabido=sabido)
    return movimientos.aggregate(suma=Sum("importe"))["suma"] or CERO


def movimientos_de(ordinal: Ordinal, *, hasta: date, sabido: datetime | None = None) -> QuerySet[MovimientoBancario]:
    """The movements of the bank until a day."""
    filas = MovimientoBancario.objects.filter(ordinal=ordinal, fecha__lte=hasta)
    if sabido is not None:
        filas = filas.filter(extracto__cargado_el__lte=sabido)
    return filas.order_by("fecha", "extracto__cargado_el", "orden")


def movimientos_para_ver(
    ordinal: Ordinal, *, desde: date | None = None, hasta: date | None = None, tras: MovimientoBancario | None = None
) -> QuerySet[MovimientoBancario]:
    """What the bank says of an ordinal between two days, the newest first, after one of them; `conciliado`: whether it is paired."""
    filas = MovimientoBancario.objects.filter(ordinal=ordinal)
    filas = filas.filter(fecha__gte=desde) if desde else filas
    filas = filas.filter(fecha__lte=hasta) if hasta else filas
    if tras is not None:
        mismo_dia = Q(orden__lt=tras.orden) | Q(orden=tras.orden, id__lt=tras.id)
        filas = filas.filter(Q(fecha__lt=tras.fecha) | Q(fecha=tras.fecha) & mismo_dia)
    viva = ConciliacionMovimiento.objects.filter(movimiento=OuterRef("pk"), viva=True)
    return filas.annotate(conciliado=Exists(viva)).order_by("-fecha", "-orden", "-id")


def conciliaciones_de(ordinal: Ordinal) -> QuerySet[Conciliacion]:
    """What was paired, the newest first, with what each holds."""
    suyas = Conciliacion.objects.filter(ordinal=ordinal).order_by("-id")
    return suyas.prefetch_related("movimientos__movimiento", "apuntes__apunte__asiento")


def pagadas_por(ordinal: Ordinal, importe: Decimal) -> QuerySet[LineaDePago]:
    """The payments made from an ordinal for that net amount, the newest first: those that the bank may have sent back."""
    filas = LineaDePago.objects.filter(relacion__ordinal=ordinal, estado=LineaDePago.Estado.PAGADA, liquido=importe)
    return filas.select_related("relacion", "pago").order_by("-relacion__fecha", "orden")


def importes_pagados(ordinal: Ordinal, importes: Collection[Decimal]) -> set[Decimal]:
    """Which of some amounts, in euros, are of a payment that was made from an ordinal."""
    filas = LineaDePago.objects.filter(relacion__ordinal=ordinal, estado=LineaDePago.Estado.PAGADA)
    return set(filas.filter(liquido__in=importes).values_list("liquido", flat=True))


def ultimo_extracto(ordinal: Ordinal) -> Extracto | None:
    """The statement that reaches furthest."""
    return Extracto.objects.filter(ordinal=ordinal).order_by("-hasta", "-cargado_el").first()


def sin_conciliar_del_banco(ordinal: Ordinal) -> list[MovimientoBancario]:
    """The movements of the bank that are not paired with anything."""
    pares = ConciliacionMovimiento.objects.filter(viva=True, movimiento__ordinal=ordinal).values("movimiento_id")
    return list(
        MovimientoBancario.objects.filter(ordinal=ordinal)
        .exclude(id__in=pares)
        .exclude(importe=0)
        .order_by("fecha", "orden")
    )


def cargos_sin_conciliar(anio: int, maximo: Decimal, *, limite: int) -> list[MovimientoBancario]:
    """What the bank took out in a year, up to an amount in euros, that is paired with nothing, of all ordinals: the nearest to it first, and of the same the newest."""
    pares = ConciliacionMovimiento.objects.filter(viva=True).values("movimiento_id")
    suyos = MovimientoBancario.objects.filter(fecha__year=anio, importe__lt=0, importe__gte=-maximo).exclude(
        id__in=pares
    )
    return list(suyos.order_by("importe", "-fecha", "-orden", "-id")[:limite])


def sin_conciliar_de_libros(ordinal: Ordinal, *, hasta: date) -> list[EnLibros]:
    """The rows of the books that are not paired with anything."""
    return en_libros(ordinal, hasta=hasta, sin_pareja=True)


def lineas_con_operacion(operaciones: Sequence[UUID]) -> dict[UUID, LineaDePago]:
    """The payments that some operations noted, by the operation."""
    filas = LineaDePago.objects.select_related("relacion").filter(pago_id__in=operaciones)
    return {linea.pago_id: linea for linea in filas if linea.pago_id is not None}
