"""Facts of the taxes that the town hall declares. They are of their year (`tributacion:<year>`): ids and amounts, no personal data."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


def cadena(anio: int) -> str:
    """The chain of facts of a year."""
    return f"tributacion:{anio}"


@evento("tributacion.sector", _("Se dio de alta una actividad sujeta al IVA"))
@dato
class SectorAbierto:
    """Its code."""

    codigo: str


@evento("tributacion.prorrata", _("Se fijó la prorrata provisional de una actividad"))
@dato
class ProrrataFijada:
    """In whole percent."""

    sector: str
    anio: int
    clase: str
    provisional: int


@evento("tributacion.prorrata.regularizada", _("Se regularizó la prorrata de una actividad"))
@dato
class ProrrataRegularizada:
    """`importe`: what it adds to what was deducted, in euros, or takes away."""

    sector: str
    anio: int
    definitiva: int
    importe: str


@evento("tributacion.prorrata.deshecha", _("Se deshizo la regularización de una prorrata"))
@dato
class ProrrataDeshecha:
    """Whose, and the day on which it had been regularised."""

    sector: str
    anio: int
    regularizada: date


@evento("tributacion.iva.anotado", _("Se anotó una factura en los libros del IVA"))
@dato
class IvaAnotado:
    """In which book, and of which operation. In euros."""

    libro: str
    anio: int
    operacion_id: UUID
    base: str
    cuota: str
    deducible: str


@evento("tributacion.iva.anulado", _("Se anuló una factura en los libros del IVA"))
@dato
class IvaAnulado:
    """Of which operation, and which one corrects it."""

    anio: int
    operacion_id: UUID
    correccion_id: UUID


@evento("tributacion.iva.liquidado", _("Se contabilizó la liquidación del IVA de un periodo"))
@dato
class IvaLiquidado:
    """`resultado`: to be paid, or to be made up for when negative, in euros."""

    anio: int
    periodo: str
    operacion_id: UUID
    resultado: str


@evento("tributacion.iva.liquidacion.deshecha", _("Se deshizo la liquidación del IVA de un periodo"))
@dato
class LiquidacionDeshecha:
    """The settlement, and which operation corrects it."""

    anio: int
    periodo: str
    operacion_id: UUID
    correccion_id: UUID


@evento("tributacion.retencion.detallada", _("Se detalló de quién es una retención"))
@dato
class RetencionDetallada:
    """How many recipients, and how much, in euros."""

    linea_id: UUID
    perceptores: int
    retencion: str


@evento("tributacion.compensacion", _("Se compensó lo que se debía a un tercero con lo que él debía"))
@dato
class DeudaCompensada:
    """By which agreement. In euros."""

    compensacion_id: UUID
    clase: str
    importe: str
    documento_id: UUID


@evento("tributacion.compensacion.deshecha", _("Se deshizo una compensación, con todas sus operaciones"))
@dato
class CompensacionDeshecha:
    """In euros."""

    compensacion_id: UUID
    fecha: date
    importe: str


@evento("tributacion.presentada", _("Se anotó la presentación de un modelo"))
@dato
class ModeloPresentado:
    """`resultado`: in euros, empty in what only informs; `clase`: how it rectifies an earlier one, empty in the first."""

    declaracion_id: UUID
    modelo: str
    anio: int
    periodo: str
    fecha: date
    resultado: str
    clase: str = ""


@evento("tributacion.pagada", _("Se pagó un modelo"))
@dato
class ModeloPagado:
    """By which operation of no budget."""

    declaracion_id: UUID
    operacion_id: UUID
    importe: str
