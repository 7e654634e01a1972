"""What of the obligations of invoices has been paid, wherever it was noted: this year or, as of closed years, a later one. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.obligaciones import cubierto, reconoce, suyas
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion, SaldoCerrado
from consistorio.nucleo.dato import dato

CERO = Decimal(0)
PAGAN = ("R", "PR", "PC")
FASES = ("P", *PAGAN)


@dato
class Pagado:
    """How much of an obligation, in euros and net of what came back, and the day of the last payment."""

    importe: Decimal = CERO
    dia: date | None = None


def paga(clase: str) -> bool:
    """Whether an operation of that class is money that leaves for what was owed."""
    return clase in PAGAN


def obligaciones_de(operacion_id: UUID) -> list[Operacion]:
    """The obligations that a payment pays, or that the one which it corrects paid."""
    halladas: dict[UUID, Operacion] = {}
    lineas = list(LineaOperacion.objects.filter(operacion=operacion_id).select_related("operacion", "cerrado"))
    while lineas:
        for linea in lineas:
            if linea.operacion.signo > 0 and reconoce(linea.operacion.clase):
                halladas[linea.operacion_id] = linea.operacion
        de_antes = {
            linea.cerrado.linea_origen_id if linea.origen_id is None and linea.cerrado is not None else linea.origen_id
            for linea in lineas
            if linea.operacion_id not in halladas
        }
        lineas = list(LineaOperacion.objects.filter(id__in=de_antes - {None}).select_related("operacion", "cerrado"))
    return [halladas[clave] for clave in sorted(halladas)]


def pagado_de(operacion_id: UUID) -> Pagado:
    """What has been paid of what an operation recognises."""
    importe, dia = CERO, None
    siguen: Iterable[UUID] = LineaOperacion.objects.filter(operacion=operacion_id).values_list("id", flat=True)
    while siguen := list(siguen):
        cerrados = SaldoCerrado.objects.filter(linea_origen_id__in=siguen, vigente=True).values_list("id", flat=True)
        despues = [
            *LineaOperacion.objects.filter(origen__in=siguen, operacion__clase__in=FASES).select_related("operacion"),
            *LineaOperacion.objects.filter(
                cerrado__in=cerrados, origen=None, operacion__clase__in=PAGAN
            ).select_related("operacion"),
        ]
        for linea in despues:
            if paga(linea.operacion.clase):
                importe += linea.importe
                dia = max(dia or date.min, linea.operacion.fecha) if linea.importe > 0 else dia
        siguen = [linea.id for linea in despues]
    return Pagado(importe, dia)


def facturas_de(operacion_id: UUID) -> list[Factura]:
    """The invoices of the obligations that a payment, or its order, pays."""
    return [una for obligacion in obligaciones_de(operacion_id) for una in suyas(obligacion.id)]


def retenido_en(operacion_id: UUID) -> Decimal:
    """What the invoices that an order pays withhold, in euros; zero where it does not pay all of each."""
    facturas = facturas_de(operacion_id)
    ordenado = Operacion.objects.filter(id=operacion_id).values_list("importe", flat=True).first()
    return sum((una.retenido or CERO for una in facturas), CERO) if ordenado == cubierto(facturas) else CERO
