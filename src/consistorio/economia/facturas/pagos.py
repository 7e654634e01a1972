"""What of the obligations of invoices has been paid, wherever it was noted: this year or, as of closed years, a later one. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from consistorio.economia.facturas.models import Factura, RectificacionDeFactura
from consistorio.economia.facturas.obligaciones import (
    IVA,
    cubierto,
    debido,
    del_iva,
    iva_de,
    iva_deducido,
    reconoce,
    suyas,
    vuelto,
)
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion, SaldoCerrado
from consistorio.nucleo.dato import dato

CERO = Decimal(0)
# What each class that follows an obligation, or its VAT of no budget, adds to what is paid of it
# or, when its bank sends it back in another year (INP) and it is paid again out of the budget (PNP)
PAGAN = {"P": 0, "R": 1, "PR": 1, "PC": 1, "INP": -1, "PNP": 1}
PAGAN_EL_IVA = {"PNP": 1, "INP": -1}


@dato
class Pagado:
    """How much of an obligation, in euros and net of what came back, and the day of the last payment."""

    importe: Decimal = CERO
    dia: date | None = None


def paga(clase: str) -> bool:
    """Whether an operation of that class is money that leaves for what was owed, or that comes back."""
    return bool(PAGAN.get(clase) or PAGAN_EL_IVA.get(clase))


def sale(clase: str) -> bool:
    """Whether an operation of that class is money that leaves for what was owed."""
    return PAGAN.get(clase, 0) > 0 or PAGAN_EL_IVA.get(clase, 0) > 0


def obligaciones_de(operacion_id: UUID) -> list[Operacion]:
    """The obligations that a payment pays, of the budget or of their VAT, or that the one which it corrects paid."""
    halladas: dict[UUID, Operacion] = {}
    lineas = list(LineaOperacion.objects.filter(operacion=operacion_id).select_related("operacion", "cerrado"))
    while lineas:
        for linea in lineas:
            if linea.operacion.signo > 0 and reconoce(linea.operacion.clase):
                halladas[linea.operacion_id] = linea.operacion
            elif linea.operacion.clase == IVA:
                halladas.update((una.id, una) for una in del_iva(linea.operacion))
        de_antes = {
            linea.cerrado.linea_origen_id if linea.origen_id is None and linea.cerrado is not None else linea.origen_id
            for linea in lineas
            if linea.operacion_id not in halladas
        }
        ids = [uno for uno in de_antes if uno is not None]
        lineas = list(LineaOperacion.objects.filter(id__in=ids).select_related("operacion", "cerrado"))
    return [halladas[clave] for clave in sorted(halladas)]


def pagado_de(obligacion: Operacion) -> Pagado:
    """What has been paid of what an operation recognises, and of its VAT that is deducted, which is paid of no budget."""
    suyo = _pagado(LineaOperacion.objects.filter(operacion=obligacion), PAGAN)
    su_iva = _pagado(LineaOperacion.objects.filter(operacion__in=iva_de(obligacion)), PAGAN_EL_IVA)
    dias = [uno.dia for uno in (suyo, su_iva) if uno.dia is not None]
    return Pagado(suyo.importe + su_iva.importe, max(dias, default=None))


def _pagado(desde: QuerySet[LineaOperacion], cuenta: Mapping[str, int]) -> Pagado:
    """What those classes paid after some lines, however many operations later."""
    importe, dia = CERO, None
    siguen = list(desde.values_list("id", flat=True))
    while siguen:
        cerrados = SaldoCerrado.objects.filter(linea_origen_id__in=siguen, vigente=True).values_list("id", flat=True)
        tras_ellas = Q(origen__in=siguen) | Q(cerrado__in=list(cerrados), origen=None)
        despues = LineaOperacion.objects.filter(tras_ellas, operacion__clase__in=cuenta).select_related("operacion")
        siguen = []
        for linea in despues:
            esto = linea.importe * cuenta[linea.operacion.clase]
            importe += esto
            dia = max(dia or date.min, linea.operacion.fecha) if esto > 0 else dia
            siguen.append(linea.id)
    return Pagado(importe, dia)


@dato
class Alcance:
    """How far what was paid of an obligation goes in one of its invoices: what is left, in euros, after it and those before it (below zero: it does not reach), and whether its rectificativas left nothing to pay."""

    factura: Factura
    queda: Decimal
    nada_mas: bool


def alcances(obligacion: Operacion, pagado: Pagado) -> list[Alcance]:
    """Of the invoices of an obligation, the first recognised first. What came back from who got it was paid."""
    queda, hechos = pagado.importe + vuelto(obligacion), []
    originales = list(suyas(obligacion.id).reverse())
    debidos = debido(originales)
    for una in originales:
        queda -= debidos[una.id]
        hechos.append(Alcance(una, queda, nada_mas=not debidos[una.id]))
    return hechos


def facturas_de(operacion_id: UUID) -> list[Factura]:
    """The invoices of the obligations that a payment, or its order, pays."""
    return [una for obligacion in obligaciones_de(operacion_id) for una in suyas(obligacion.id)]


def retienen(ordenes: Iterable[UUID], cerrados: Iterable[UUID]) -> set[UUID]:
    """Those, among some orders and some balances of closed years, that pay an invoice which withholds, whole or not: the same queries whatever their number."""
    de_quien = {uno: {uno} for uno in ordenes}
    dichos = SaldoCerrado.objects.filter(id__in=list(cerrados)).values_list("id", "linea_origen_id")
    saldos = [(saldo, linea) for saldo, linea in dichos if linea is not None]
    de_linea = LineaOperacion.objects.filter(id__in=[linea for _saldo, linea in saldos])
    operacion_de = dict(de_linea.values_list("id", "operacion_id"))
    for saldo, linea in saldos:
        de_quien.setdefault(operacion_de[linea], set()).add(saldo)
    todas = LineaOperacion.objects.select_related("operacion", "cerrado")
    suyos = {una: de_quien[una.operacion_id] for una in todas.filter(operacion__in=list(de_quien))}
    por_obligacion: dict[UUID, set[UUID]] = {}
    while suyos:
        de_antes: dict[UUID, set[UUID]] = {}
        for una, quienes in suyos.items():
            if una.operacion.signo > 0 and reconoce(una.operacion.clase):
                por_obligacion.setdefault(una.operacion_id, set()).update(quienes)
                continue
            antes = una.origen_id or (una.cerrado.linea_origen_id if una.cerrado is not None else None)
            if antes is not None:
                de_antes.setdefault(antes, set()).update(quienes)
        suyos = {una: de_antes[una.id] for una in todas.filter(id__in=list(de_antes))}
    con = Factura.objects.filter(operacion_o_id__in=list(por_obligacion), retenido__gt=0)
    suyas_con = {una for una in con.values_list("operacion_o_id", flat=True) if una is not None}
    return {uno for obligacion in suyas_con for uno in por_obligacion[obligacion]}


def retenido_en(operacion_id: UUID) -> Decimal:
    """What the invoices that an order pays withhold, in euros; zero where it does not pay all of each but for its VAT that is deducted, which is of no budget."""
    obligaciones = obligaciones_de(operacion_id)
    ordenado = Operacion.objects.filter(id=operacion_id).values_list("importe", flat=True).first()
    return _retenido(obligaciones) if ordenado == _por_pagar(obligaciones) else CERO


def retenido_en_cerrado(saldo_id: UUID) -> Decimal:
    """The same, of what is left to pay of an earlier year: its part, where the obligation was left whole and in several balances."""
    saldo = SaldoCerrado.objects.filter(id=saldo_id).first()
    if saldo is None or saldo.linea_origen_id is None:
        return CERO
    linea = LineaOperacion.objects.get(id=saldo.linea_origen_id)
    suyas = LineaOperacion.objects.filter(operacion=linea.operacion_id).values("id")
    juntos = list(
        SaldoCerrado.objects.filter(ejercicio=saldo.ejercicio_id, linea_origen_id__in=suyas, vigente=True).order_by(
            "id"
        )
    )
    obligaciones = obligaciones_de(linea.operacion_id)
    total = sum((uno.inicial for uno in juntos), CERO)
    entero = all(uno.pendiente == uno.inicial or uno.realizado == uno.inicial for uno in juntos)
    if saldo.pendiente != saldo.inicial or not entero or total != _por_pagar(obligaciones):
        return CERO
    retenido, antes = _retenido(obligaciones), CERO
    for uno in juntos:
        hasta = antes + uno.inicial
        parte = round(retenido * hasta / total, 2) - round(retenido * antes / total, 2)
        if uno == saldo:
            return parte
        antes = hasta
    return CERO


def _retenido(obligaciones: Iterable[Operacion]) -> Decimal:
    """What their invoices withhold, less what their rectificativas that are noted, below zero, do."""
    originales = [una for obligacion in obligaciones for una in suyas(obligacion.id)]
    notadas = RectificacionDeFactura.objects.filter(
        original__in=originales, operacion_id__isnull=False, deshecha_el=None
    )
    rebajas = Factura.objects.filter(id__in=notadas.values("factura"))
    return sum((una.retenido or CERO for una in [*originales, *rebajas]), CERO)


def _por_pagar(obligaciones: Iterable[Operacion]) -> Decimal:
    """What the budget pays of the invoices of some obligations, in euros: all that they oblige to but their VAT that is deducted."""
    return sum((cubierto(suyas(una.id)) - iva_deducido(una) for una in obligaciones), CERO)
