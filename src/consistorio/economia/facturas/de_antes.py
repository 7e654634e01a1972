"""Of which year the expense of an obligation is, as the invoices that it recognises and what it applies of 413 say (TRLRHL art. 176.1; RD 500/1990 art. 26.1)."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Min, Q, Value
from django.db.models.functions import Concat

from consistorio.economia.facturas.consultas import SIN_O
from consistorio.economia.facturas.models import Factura
from consistorio.economia.presupuesto.models import LineaFutura, LineaOperacion, Operacion
from consistorio.nucleo.reloj import en_madrid


def anio_de(factura: Factura) -> int:
    """The year in which what an invoice charges was done: of its operation or, if it says none, of its date, and never later than its entry."""
    entrada = en_madrid(factura.entrada_el).date()
    return min(factura.fecha_operacion or factura.fecha or entrada, entrada).year


def anio_del_gasto(operacion: Operacion) -> int:
    """The earliest year of what an obligation recognises; its own when nothing says another."""
    de_413 = LineaOperacion.objects.filter(aplicadas__operacion=operacion).values_list(
        "operacion__ejercicio", flat=True
    )
    suyas = [anio_de(una) for una in _facturas_de(operacion)]
    return min([operacion.ejercicio_id, *de_413, *suyas])


def viene_comprometido(operacion: Operacion, anio: int) -> bool:
    """Whether all of an obligation follows what was committed for it by the end of a year, as an expense of several years."""
    compromisos = set(_compromisos_de(operacion))
    desde = comprometidas_desde(compromisos)
    return bool(compromisos) and all(desde.get(una, anio + 1) <= anio for una in compromisos)


def comprometidas_desde(lineas: Collection[UUID]) -> dict[UUID, int]:
    """Of some lines that commit, the year in which they were committed, of those that an earlier one did."""
    suyas = LineaFutura.objects.filter(linea__in=lineas, origen__operacion__clase__in=("D", "AD"))
    return dict(suyas.values("linea_id").annotate(anio=Min("origen__desde")).values_list("linea_id", "anio"))


def compromisos_de_antes(persona_id: UUID | None, anio: int) -> list[Operacion]:
    """What was committed with a third party in a year and is left of it, the oldest first."""
    if persona_id is None:
        return []
    suyas = Operacion.objects.filter(
        ejercicio=anio,
        tercero=persona_id,
        libro=Operacion.Libro.GASTO,
        signo=1,
        clase__in=("D", "AD"),
        lineas__saldo__gt=0,
    )
    return list(suyas.distinct().order_by("numero"))


def _compromisos_de(operacion: Operacion) -> list[UUID]:
    """The line that committed what each of its lines recognises; each of them, itself, when it commits too."""
    lineas = list(operacion.lineas.select_related("origen__operacion"))
    compromisos = []
    for linea in lineas:
        una: LineaOperacion | None = linea
        while una is not None and "D" not in una.operacion.clase:
            una = una.origen
        compromisos.append(una.id if una is not None else linea.id)
    return compromisos


def _facturas_de(operacion: Operacion) -> list[Factura]:
    """Those that it names by their register, those linked to it and, where it only says their number, those of it that wait: none, if one of that number is of its year."""
    suyas = Q(operacion_o_id=operacion.id)
    if operacion.factura_id is not None:
        return list(Factura.objects.filter(suyas | Q(id=operacion.factura_id)))
    enlazadas = list(Factura.objects.filter(suyas))
    if enlazadas or not operacion.factura or operacion.tercero_id is None:
        return enlazadas
    junto, con_espacio = Concat("serie", "numero_factura"), Concat("serie", Value(" "), "numero_factura")
    por_numero = Factura.objects.alias(junto=junto, con_espacio=con_espacio).filter(
        Q(numero_factura=operacion.factura) | Q(junto=operacion.factura) | Q(con_espacio=operacion.factura),
        emisor__persona=operacion.tercero_id,
        estado__in=SIN_O,
    )
    dichas = list(Factura.objects.filter(id__in=por_numero.values("id")))
    return dichas if all(anio_de(una) < operacion.ejercicio_id for una in dichas) else []
