"""Part of what an obligation recognised is taken back: from what was not paid yet, or from what was paid and comes back (reintegro of the current year)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.operaciones.correccion import corregir, hasta_la_obligacion
from consistorio.economia.presupuesto.operaciones.gasto import exigir
from consistorio.economia.presupuesto.reglas import faltan
from consistorio.economia.presupuesto.tipos import Cabecera
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion

DINERO: Final = frozenset({"R", "PR", "PNP"})


@dato
class Tramo:
    """A line of which something is left, and those that it follows until that which recognised it, the last phase first."""

    lineas: tuple[LineaOperacion, ...]
    queda: Decimal


def deshacer(
    operacion_id: UUID, importe: Decimal, cabecera: Cabecera, *, pagado: bool, actor: Actor, reloj: Reloj
) -> list[Operacion]:
    """Take back an amount of what an operation owes: of what nobody ordered, then of what is ordered and not paid or, with `pagado`, of what was paid, the last first, whose
    money goes back to the account that it left. Each phase is corrected by its negative, and the credit goes back to what it followed. Answers what was written, the last phase first.

    Writes and raises as `corregir`. Emits: presupuesto.corregido. Raises DatosIncorrectos (there is not so much).
    """
    exigir_transaccion()
    partes, falta = list[tuple[LineaOperacion, Decimal]](), importe
    for tramo in tramos(operacion_id, pagado=pagado):
        parte = min(tramo.queda, falta)
        falta -= parte
        if parte:
            partes.append((tramo.lineas[0], parte))
    if falta > 0:
        hay = Importe(importe - falta)
        texto = _("de lo pagado de esa obligación hay %(hay)s.") if pagado else _("por pagar quedan %(hay)s.")
        exigir([Problema("importe", faltan(falta, texto % {"hay": hay}))])
    return [
        corregir(cual, cabecera, lineas, reintegro=pagado, actor=actor, reloj=reloj)
        for cual, lineas in hasta_la_obligacion(partes)
    ]


def tramos(operacion_id: UUID, *, pagado: bool) -> list[Tramo]:
    """What is left of an obligation and of what follows it: of what was paid, the newest first; else of what was not, what nobody ordered first."""
    raices = list(LineaOperacion.objects.filter(operacion=operacion_id).select_related("operacion").order_by("orden"))
    hallados = [una for raiz in raices for una in _bajar((raiz,)) if _es_dinero(una.lineas) == pagado]
    if pagado:
        return sorted(hallados, key=lambda una: una.lineas[0].id, reverse=True)
    return sorted(hallados, key=lambda una: (len(una.lineas), una.lineas[0].id))


def lineas_de(operacion_id: UUID) -> set[UUID]:
    """The lines of an obligation and of what follows them."""
    lineas, todas = _ids(LineaOperacion.objects.filter(operacion=operacion_id)), set[UUID]()
    while lineas:
        todas |= lineas
        lineas = _ids(LineaOperacion.objects.filter(origen__in=lineas, operacion__signo=1)) - todas
    return todas


def _ids(lineas: Iterable[LineaOperacion]) -> set[UUID]:
    return {una.id for una in lineas}


def _bajar(hasta: tuple[LineaOperacion, ...]) -> Iterator[Tramo]:
    """What is left of a line, and of each that follows it."""
    if hasta[0].saldo > 0:
        yield Tramo(hasta, hasta[0].saldo)
    siguen = LineaOperacion.objects.filter(origen=hasta[0], operacion__signo=1).select_related("operacion")
    for linea in siguen.order_by("id"):
        yield from _bajar((linea, *hasta))


def _es_dinero(lineas: tuple[LineaOperacion, ...]) -> bool:
    return lineas[0].operacion.clase in DINERO
