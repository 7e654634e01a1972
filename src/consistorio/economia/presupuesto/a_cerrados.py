"""What a year leaves to be paid and collected, by third party, to the closed years of the next one (Orden HAP/1781/2013, fifth part, 401 and 431)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, DecimalField, Exists, F, OuterRef, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from consistorio.economia.presupuesto import reglas
from consistorio.economia.presupuesto.clases import TRAMOS
from consistorio.economia.presupuesto.models import Aplicacion, LineaOperacion, SaldoCerrado
from consistorio.economia.presupuesto.tipos import SaldoDeCerrado

# Obligations that are recognised, or ordered, and not paid
_POR_PAGAR = sorted(tramo for tramo in TRAMOS if tramo[-1] in "OP")
_POR_COBRAR = ("DR", "DRA")
_DE_QUIEN = ("saldo", "operacion__tercero")


def pasa_a_cerrados(clase: str) -> bool:
    """Whether what is left of an operation of that class is of closed years the year after."""
    return clase in _POR_PAGAR or clase in _POR_COBRAR


def por_tercero(anio: int) -> tuple[SaldoDeCerrado, ...]:
    """Each line that is not paid or collected whole, and what earlier years left."""
    viejas = (
        SaldoDeCerrado(
            saldo.clase,
            saldo.anio,
            saldo.cuenta,
            saldo.pendiente,
            saldo.codigo,
            saldo.tercero_id,
            saldo.linea_origen_id,
            saldo.id,
        )
        for saldo in SaldoCerrado.objects.filter(ejercicio=anio, vigente=True).order_by("anio", "id").iterator()
        if saldo.pendiente
    )
    return (*viejas, *_obligaciones(anio), *_derechos(anio))


def sin_pasar(anio: int, clase: str) -> tuple[int, Decimal]:
    """How many of what a year leaves of a class (`por_tercero`) are not among the closed years of the next one, and what they add up to, in euros. Two queries, however many."""
    ya = SaldoCerrado.objects.filter(ejercicio=anio + 1, vigente=True)
    queda = F("inicial") + F("rectificado") - F("anulado") - F("cancelado") - F("prescrito") - F("realizado")
    suyas = SaldoCerrado.objects.filter(ejercicio=anio, clase=clase, vigente=True)
    viejas = suyas.annotate(queda=queda).exclude(queda=0).filter(~Exists(ya.filter(anterior=OuterRef("id"))))
    de_aqui = clase == SaldoCerrado.Clase.OBLIGACION
    destino = {"aplicacion__isnull" if de_aqui else "concepto__isnull": False}
    lineas = _pendientes(anio, _POR_PAGAR if de_aqui else _POR_COBRAR).filter(**destino)
    lineas = lineas.filter(~Exists(ya.filter(linea_origen_id=OuterRef("id"))))
    cero = Value(Decimal(0), output_field=DecimalField())
    sumas = (
        viejas.aggregate(n=Count("id"), suma=Coalesce(Sum("queda"), cero)),
        lineas.order_by().aggregate(n=Count("id"), suma=Coalesce(Sum("saldo"), cero)),
    )
    return sum(una["n"] for una in sumas), sum((una["suma"] for una in sumas), Decimal(0))


def continuaciones(cerrados: Iterable[UUID]) -> dict[UUID, UUID]:
    """What some balances have become in later years, each with the one that it comes from: several years may have ended and be open."""
    siguen, ultimos = dict[UUID, UUID](), {uno: uno for uno in cerrados}
    while ultimos:
        pares = SaldoCerrado.objects.filter(anterior__in=list(ultimos), vigente=True).values_list("id", "anterior_id")
        ultimos = {uno: ultimos[anterior] for uno, anterior in pares if anterior is not None}
        siguen |= ultimos
    return siguen


def antecesores(cerrados: Iterable[UUID]) -> set[UUID]:
    """Some balances and those of earlier years that they continue, back to the first."""
    todos, ultimos = set[UUID](), set(cerrados)
    while ultimos:
        todos |= ultimos
        anteriores = SaldoCerrado.objects.filter(id__in=ultimos, anterior__isnull=False)
        ultimos = {uno for uno in anteriores.values_list("anterior_id", flat=True) if uno is not None}
    return todos


def de_habilitados(anio: int) -> list[LineaOperacion]:
    """Obligations of the funds of habilitados that are not paid: they fill their fund once they are, from the closed years too (`fondos_de`)."""
    return list(_pendientes(anio, _POR_PAGAR).filter(fondo__isnull=False).select_related("operacion", "aplicacion"))


def fondos_de(cerrados: Iterable[UUID]) -> dict[UUID, UUID]:
    """The fund of a habilitado that each of some balances is owed to, of those that are."""
    obligaciones = SaldoCerrado.objects.filter(id__in=list(cerrados), clase=SaldoCerrado.Clase.OBLIGACION)
    de_linea = {uno: linea for uno, linea in obligaciones.values_list("id", "linea_origen_id") if linea is not None}
    lineas = LineaOperacion.objects.filter(id__in=list(de_linea.values()))
    de_fondo = {linea: fondo for linea, fondo in lineas.values_list("id", "fondo_id") if fondo is not None}
    return {uno: de_fondo[linea] for uno, linea in de_linea.items() if linea in de_fondo}


def _pendientes(anio: int, clases: Sequence[str]) -> QuerySet[LineaOperacion]:
    lineas = LineaOperacion.objects.filter(
        operacion__ejercicio=anio, operacion__clase__in=clases, operacion__signo=1, saldo__gt=0
    )
    return lineas.order_by("operacion_id", "orden")


def _obligaciones(anio: int) -> Iterator[SaldoDeCerrado]:
    """A payment is ordered on an obligation, whose balance goes down: what is pending is on one line or on the other."""
    de = {
        una.id: (f"401{reglas.subcuenta('gasto', una.economica)}", una.codigo)
        for una in Aplicacion.objects.filter(ejercicio=anio)
    }
    lineas = _pendientes(anio, _POR_PAGAR).filter(aplicacion__isnull=False)
    for linea_id, aplicacion_id, saldo, tercero_id in lineas.values_list("id", "aplicacion", *_DE_QUIEN).iterator():
        cuenta, codigo = de[aplicacion_id]
        yield SaldoDeCerrado("obligacion", anio, cuenta, saldo, codigo, tercero_id, linea_id)


def _derechos(anio: int) -> Iterator[SaldoDeCerrado]:
    lineas = _pendientes(anio, _POR_COBRAR).filter(concepto__isnull=False)
    columnas = lineas.values_list("id", "concepto__economica", *_DE_QUIEN)
    for linea_id, economica, saldo, tercero_id in columnas.iterator():
        cuenta = f"431{reglas.subcuenta('ingreso', economica)}"
        yield SaldoDeCerrado("derecho", anio, cuenta, saldo, economica, tercero_id, linea_id)


def sumas(cerrados: tuple[SaldoDeCerrado, ...]) -> dict[str, Decimal]:
    """By account: positive what is owed to the town, negative what it owes."""
    por_cuenta: dict[str, Decimal] = {}
    for uno in cerrados:
        importe = uno.importe if uno.clase == "derecho" else -uno.importe
        por_cuenta[uno.cuenta] = por_cuenta.get(uno.cuenta, Decimal(0)) + importe
    return por_cuenta
