"""Which operations of the budget may be the obligation of an invoice, and how much of each is taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from consistorio.economia.facturas.devengos import pendientes_de
from consistorio.economia.facturas.models import Factura, RectificacionDeFactura
from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.numeros_de_factura import dice
from consistorio.economia.presupuesto.operaciones.escritura import cadena as cadena_del_presupuesto
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.auditoria.models import Evento

CERO = Decimal(0)
CAMPO = "numero"
IVA = "IVS"
_QUE_RECONOCEN = frozenset(clase for clase in clases.TRAMOS if "O" in clase)


def bloqueada(operacion_id: UUID) -> Operacion | None:
    """An operation of expense, its lines locked until the end of the transaction: one invoice at a time takes of it, and nobody corrects it meanwhile."""
    list(LineaOperacion.objects.select_for_update(of=("self",)).filter(operacion=operacion_id).order_by("id"))
    return Operacion.objects.filter(id=operacion_id, libro=Operacion.Libro.GASTO).first()


def esta_aqui(factura: Factura) -> bool:
    """Whether what recognises an invoice is an operation of these accounts, which pay it."""
    return factura.operacion_o_id is not None and Operacion.objects.filter(id=factura.operacion_o_id).exists()


def problemas_de(operacion: Operacion | None, factura: Factura) -> list[Problema]:
    """Why an operation is not the obligation of an invoice: it has to recognise it, to who sent it, not before it was expedited, with enough left of it."""
    if factura.obligado < 0:
        return [Problema(CAMPO, _("Es una rectificativa que rebaja: anote en su página qué factura rectifica."))]
    if operacion is None or operacion.signo < 0 or not reconoce(operacion.clase):
        return [Problema(CAMPO, _("Esa operación no reconoce una obligación: elija una O, DO o ADO."))]
    problemas = []
    if operacion.ejercicio_id < (factura.fecha or date.min).year:
        problemas.append(Problema(CAMPO, _("Esa operación es de un ejercicio anterior al de la factura.")))
    if operacion.factura_id not in (None, factura.id):
        problemas.append(Problema(CAMPO, _("Esa operación es la obligación de otra factura.")))
    emisor = factura.emisor.persona_id if factura.emisor is not None else None
    if emisor is None:
        problemas.append(Problema(CAMPO, _("No consta quién expidió la factura: dígalo antes.")))
    elif not operacion.varios and operacion.tercero_id != emisor:
        problemas.append(Problema(CAMPO, _("Esa operación reconoce la obligación a otro tercero.")))
    queda = neto(operacion) + vuelto(operacion) - cubierto(suyas(operacion.id).exclude(id=factura.id))
    if queda < factura.obligado:
        mensaje = _("A esa operación le quedan %(queda)s para facturas, y esta obliga a %(total)s.")
        datos = {"queda": Importe(queda), "total": Importe(factura.obligado)}
        problemas.append(Problema(CAMPO, mensaje % datos))
    if pendientes_de(factura).exists():
        mensaje = _("La factura está en la cuenta 413: aplíquela al presupuesto, o deshaga antes su anotación.")
        problemas.append(Problema(CAMPO, mensaje))
    return problemas


def vuelto(obligacion: Operacion) -> Decimal:
    """What who was paid gave back of an obligation and of its VAT, as its reintegros say, and no rectificativa says yet, in euros: it was owed and paid."""
    suyas = reintegros_de(obligacion)
    en_pie = RectificacionDeFactura.objects.filter(deshecha_el=None)
    enteras = en_pie.filter(operacion_id__in=list(suyas)).aggregate(suma=Sum("importe"))["suma"] or CERO
    partes = en_pie.filter(original__operacion_o_id=obligacion.id).aggregate(suma=Sum("de_reintegros"))["suma"] or CERO
    return max(sum(suyas.values(), CERO) - enteras - partes, CERO)


def reintegros_de(obligacion: Operacion) -> dict[UUID, Decimal]:
    """The negatives that say what who was paid gave back of an obligation and of its VAT, the oldest first, with how much, in euros; below zero, what took one of them back."""
    de_ellas = Q(origen=obligacion) | Q(origen__in=iva_de(obligacion))
    negativas = dict(Operacion.objects.filter(de_ellas, signo=-1).values_list("id", "importe"))
    if not negativas:
        return {}
    hechos = Evento.objects.filter(
        tipo="presupuesto.corregido",
        cadena=cadena_del_presupuesto(obligacion.ejercicio_id),
        datos__operacion_id__in=[str(una) for una in negativas],
        datos__reintegro=True,
        momento__gte=obligacion.anotada_el,
    )
    suyas = {UUID(str(una)) for una in hechos.values_list("datos__operacion_id", flat=True)}
    return {una: -negativas[una] for una in sorted(suyas)}


def reconoce(clase: str) -> bool:
    """Whether a class of operation of expense recognises an obligation."""
    return clase in _QUE_RECONOCEN


def neto(operacion: Operacion) -> Decimal:
    """What it recognises after its corrections, in euros, with the VAT of its invoice that is deducted, which is of no budget."""
    corregido = operacion.importe + (operacion.correcciones.aggregate(suma=Sum("importe"))["suma"] or CERO)
    return corregido + iva_deducido(operacion)


def iva_deducido(operacion: Operacion) -> Decimal:
    """What is noted of its invoice as VAT that is deducted, in euros."""
    del_iva = iva_de(operacion)
    anotado = del_iva.aggregate(suma=Sum("importe"))["suma"] or CERO
    corregido = Operacion.objects.filter(origen__in=del_iva).aggregate(suma=Sum("importe"))["suma"] or CERO
    return anotado + corregido


def iva_de(obligacion: Operacion) -> QuerySet[Operacion]:
    """The operations of no budget with the VAT that is deducted (class IVS) of what an obligation recognises."""
    return _con_la_factura_de(obligacion).filter(clase=IVA, signo=1)


def del_iva(operacion: Operacion) -> QuerySet[Operacion]:
    """The obligations of which an operation notes the VAT that is deducted."""
    return _con_la_factura_de(operacion).filter(libro=Operacion.Libro.GASTO, signo=1, clase__in=_QUE_RECONOCEN)


def _con_la_factura_de(operacion: Operacion) -> QuerySet[Operacion]:
    """What was noted of the same invoice, third party and day."""
    if not operacion.factura or operacion.tercero_id is None:
        return Operacion.objects.none()
    return Operacion.objects.filter(
        ejercicio=operacion.ejercicio_id,
        tercero=operacion.tercero_id,
        factura=operacion.factura,
        fecha=operacion.fecha,
    )


def suyas(operacion_id: UUID) -> QuerySet[Factura]:
    """The invoices whose obligation is an operation, the last first."""
    return Factura.objects.filter(operacion_o_id=operacion_id, como_rectificativa=None).order_by(
        "-contabilizada_el", "-id"
    )


@dice
def numeros_por_obligacion(obligaciones: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The series and number of the invoices of each obligation that has any."""
    halladas: dict[UUID, tuple[str, ...]] = {}
    suyas = Factura.objects.filter(operacion_o_id__in=obligaciones, como_rectificativa=None).exclude(numero_factura="")
    columnas = suyas.order_by("contabilizada_el", "id").values_list("operacion_o_id", "serie", "numero_factura")
    for cual, serie, numero in columnas:
        if cual is not None:
            halladas[cual] = (*halladas.get(cual, ()), f"{serie} {numero}".strip())
    return halladas


def debido(facturas: Iterable[Factura]) -> dict[UUID, Decimal]:
    """What the town owes for each of some invoices once their rectificativas that are noted lower it, in euros, in their order."""
    suyas = {una.id: una.obligado for una in facturas}
    rebajas = RectificacionDeFactura.objects.filter(
        original__in=list(suyas), operacion_id__isnull=False, deshecha_el=None
    )
    for original, importe in rebajas.values_list("original", "importe"):
        suyas[original] -= importe
    return suyas


def cubierto(facturas: Iterable[Factura]) -> Decimal:
    """What some invoices take of their operation, in euros."""
    return sum(debido(facturas).values(), CERO)
