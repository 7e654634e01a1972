"""What is owed in a concept of no budget: no more than that is paid, and the oldest first (Orden HAP/1781/2013, fifth part, groups 4 and 5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.contabilidad.saldos import saldo, tiene_apertura
from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario, LineaOperacion, Operacion
from consistorio.economia.presupuesto.reglas import faltan
from consistorio.economia.presupuesto.tipos import CERO, Cabecera, LineaPedida
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.tipos import Importe

Naturaleza = ConceptoNoPresupuestario.Naturaleza
# Accounts in which it is owed to who brought it (guarantees, deposits, what waits for its place) or sold what its VAT is of; in the others, to who the payment says
_DE_QUIEN_LO_TRAJO: Final = ("560", "561", "180", "185", "410", "554", "559")


def repartidas(cabecera: Cabecera, lineas: Sequence[LineaPedida]) -> list[LineaPedida]:
    """The lines of a payment, those that only say the concept put after the ones that they pay: first what came with the opening, which has no line, then
    the lines of who is paid and then the others, the oldest of each before. The concepts of the same account stay locked. Raises DatosIncorrectos (more
    than what is owed)."""
    for anio in _desde(cabecera.anio):
        tomar_diario(anio)
    codigos = {linea.codigo for linea in lineas if linea.origen is None}
    cuentas = set(
        ConceptoNoPresupuestario.objects.filter(codigo__in=codigos, naturaleza=Naturaleza.ACREEDOR).values_list(
            "cuenta", flat=True
        )
    )
    # Payments with discounts name them meanwhile: they only ask for the key
    conceptos = ConceptoNoPresupuestario.objects.select_for_update(no_key=True).filter(cuenta__in=cuentas)
    de_que = {c.codigo: c.cuenta for c in conceptos.order_by("codigo")}
    hay = {cuenta: debido(cuenta, cabecera.anio) for cuenta in cuentas}
    sin_linea = {cuenta: max(CERO, hay[cuenta] - _en_lineas(cuenta)) for cuenta in cuentas}
    quedan, hechas, problemas = dict(hay), list[LineaPedida](), list[Problema]()
    usado: dict[object, Decimal] = {linea.origen: linea.importe for linea in lineas if linea.origen is not None}
    for n, linea in enumerate(lineas):
        cuenta = de_que.get(linea.codigo) if linea.origen is None else None
        if cuenta is None:
            hechas.append(linea)
            continue
        quedan[cuenta] -= linea.importe
        if quedan[cuenta] < 0:
            texto = _("en el concepto %(cual)s se deben %(hay)s.")
            dicho = texto % {"cual": linea.codigo, "hay": Importe(hay[cuenta])}
            problemas.append(Problema(f"lineas.{n}", faltan(-quedan[cuenta], dicho)))
            continue
        libre = min(linea.importe, sin_linea[cuenta])
        sin_linea[cuenta] -= libre
        hechas += [replace(linea, importe=libre)] if libre else []
        hechas += _tras_las_mas_antiguas(linea, linea.importe - libre, usado, cabecera)
    if problemas:
        raise DatosIncorrectos(_("La operación no se ha contabilizado."), problemas=problemas)
    return hechas


def debido(cuenta: str, anio: int) -> Decimal:
    """What may be paid of an account with a day of a year, in euros: what it owes then, and no more than in any later year, where it may have been paid already."""
    return min(_debido_en(cuenta, uno) for uno in _desde(anio))


def _desde(anio: int) -> list[int]:
    """A year and the later ones that are there."""
    posteriores = Ejercicio.objects.filter(pk__gt=anio).order_by("pk").values_list("pk", flat=True)
    return [anio, *posteriores]


def _debido_en(cuenta: str, anio: int) -> Decimal:
    """At the end of what is noted of a year; with the year before while its balances have not come in."""
    suyo = -saldo(anio, cuenta).neto
    if tiene_apertura(anio) or not Ejercicio.objects.filter(pk=anio - 1).exists():
        return suyo
    return suyo + _debido_en(cuenta, anio - 1)


def debido_a_cada_uno(cuenta: str, anio: int) -> tuple[Mapping[UUID, Decimal], Decimal]:
    """What may be paid of an account with a day of a year, in euros: to each (a Persona) whose lines say it, and to who is not known."""
    suyo = defaultdict[UUID, Decimal](lambda: CERO)
    for una in _vivas(cuenta=cuenta):
        if (quien := de_quien_es(una)) is not None:
            suyo[quien] += una.saldo
    return suyo, debido(cuenta, anio) - sum(suyo.values(), CERO)


def de_quien_es(linea: LineaOperacion) -> UUID | None:
    """To whom (a Persona) what a line leaves is owed, when the line itself says it: what was kept of a payment is not of who was paid."""
    concepto, operacion = linea.no_presupuestario, linea.operacion
    if concepto is None or operacion.libro != Operacion.Libro.NO_PRESUPUESTARIO:
        return None
    return operacion.tercero_id if concepto.cuenta.startswith(_DE_QUIEN_LO_TRAJO) else None


def _vivas(**de: str) -> Iterator[LineaOperacion]:
    filas = LineaOperacion.objects.filter(
        operacion__signo=1, saldo__gt=0, **{f"no_presupuestario__{k}": v for k, v in de.items()}
    )
    return (
        filas.exclude(operacion__clase__in=clases.POR_COBRAR_SIN_PRESUPUESTO)
        .exclude(origen__operacion__clase="IVN")
        .exclude(operacion__clase="IVL", no_presupuestario__cuenta__startswith="4770")
        .select_related("operacion", "no_presupuestario")
        .order_by("operacion__fecha", "id")
        .iterator()
    )


def _en_lineas(cuenta: str) -> Decimal:
    return sum((linea.saldo for linea in _vivas(cuenta=cuenta)), CERO)


def _tras_las_mas_antiguas(
    linea: LineaPedida, importe: Decimal, usado: dict[object, Decimal], cabecera: Cabecera
) -> Iterator[LineaPedida]:
    """What the lines of the concept noted until that day bear, those of who is paid before the others, and the rest under the concept alone: later ones, or
    another concept of its account."""
    for viva in sorted(_vivas(codigo=linea.codigo), key=lambda una: una.operacion.tercero_id != cabecera.tercero_id):
        parte = min(importe, viva.saldo - usado.get(viva.id, CERO))
        if parte > 0 and viva.operacion.fecha <= cabecera.fecha:
            usado[viva.id] = usado.get(viva.id, CERO) + parte
            importe -= parte
            yield LineaPedida(parte, origen=viva.id)
    if importe > 0:
        yield replace(linea, importe=importe)
