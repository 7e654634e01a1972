"""What a year leaves to be paid and collected, by third party: with it the next one opens (Orden HAP/1781/2013, fifth part, 401 and 431)."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import QuerySet

from consistorio.economia.presupuesto import reglas
from consistorio.economia.presupuesto.clases import TRAMOS
from consistorio.economia.presupuesto.models import LineaOperacion, SaldoCerrado
from consistorio.economia.presupuesto.tipos import SaldoDeCerrado

# Obligations that are recognised, or ordered, and not paid
_POR_PAGAR = sorted(tramo for tramo in TRAMOS if tramo[-1] in "OP")
_POR_COBRAR = ("DR", "DRA")


def por_tercero(anio: int) -> tuple[SaldoDeCerrado, ...]:
    """Each line that is not paid or collected whole, and what earlier years left."""
    nuevas = [*_obligaciones(anio), *_derechos(anio)]
    viejas = [
        SaldoDeCerrado(
            saldo.clase,
            saldo.anio,
            saldo.cuenta,
            saldo.pendiente,
            saldo.codigo,
            saldo.tercero_id,
            saldo.linea_origen_id,
        )
        for saldo in SaldoCerrado.objects.filter(ejercicio=anio, vigente=True).order_by("anio", "id")
        if saldo.pendiente
    ]
    return (*viejas, *nuevas)


def de_habilitados(anio: int) -> list[LineaOperacion]:
    """Obligations of the funds of habilitados that are not paid: as balances of closed years they would never fill their fund."""
    return list(_por_pagar(anio).filter(fondo__isnull=False))


def _por_pagar(anio: int) -> QuerySet[LineaOperacion]:
    lineas = LineaOperacion.objects.filter(
        operacion__ejercicio=anio, operacion__clase__in=_POR_PAGAR, operacion__signo=1, saldo__gt=0
    )
    return lineas.select_related("operacion", "aplicacion").order_by("operacion_id", "orden")


def _obligaciones(anio: int) -> list[SaldoDeCerrado]:
    """A payment is ordered on an obligation, whose balance goes down: what is pending is on one line or on the other."""
    return [
        _de_linea(
            "obligacion",
            anio,
            f"401{reglas.subcuenta('gasto', linea.aplicacion.economica)}",
            linea.aplicacion.codigo,
            linea,
        )
        for linea in _por_pagar(anio)
        if linea.aplicacion is not None
    ]


def _derechos(anio: int) -> list[SaldoDeCerrado]:
    lineas = LineaOperacion.objects.filter(
        operacion__ejercicio=anio, operacion__clase__in=_POR_COBRAR, operacion__signo=1, saldo__gt=0
    )
    return [
        _de_linea(
            "derecho",
            anio,
            f"431{reglas.subcuenta('ingreso', linea.concepto.economica)}",
            linea.concepto.economica,
            linea,
        )
        for linea in lineas.select_related("operacion", "concepto").order_by("operacion_id", "orden")
        if linea.concepto is not None
    ]


def _de_linea(clase: str, anio: int, cuenta: str, codigo: str, linea: LineaOperacion) -> SaldoDeCerrado:
    return SaldoDeCerrado(clase, anio, cuenta, linea.saldo, codigo, linea.operacion.tercero_id, linea.id)


def sumas(cerrados: tuple[SaldoDeCerrado, ...]) -> dict[str, Decimal]:
    """By account: positive what is owed to the town, negative what it owes."""
    por_cuenta: dict[str, Decimal] = {}
    for uno in cerrados:
        importe = uno.importe if uno.clase == "derecho" else -uno.importe
        por_cuenta[uno.cuenta] = por_cuenta.get(uno.cuenta, Decimal(0)) + importe
    return por_cuenta
