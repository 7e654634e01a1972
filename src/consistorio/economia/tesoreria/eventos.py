"""Facts of the treasury, in the chain `tesoreria:<year>`. Nobody is named: who is paid is in the rows."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


def cadena(anio: int) -> str:
    """The chain of the facts of a year of the treasury."""
    return f"tesoreria:{anio}"


@evento("tesoreria.ordinal.abierto", _("Se abrió una cuenta de la Tesorería"))
@dato
class OrdinalAbierto:
    """With its account of the ledger."""

    codigo: str
    cuenta: str
    clase: str


@evento("tesoreria.ordinal.cerrado", _("Se cerró una cuenta de la Tesorería"))
@dato
class OrdinalCerrado:
    """The last day on which it serves."""

    codigo: str
    hasta: date


@evento("tesoreria.plan.anotado", _("Se anotó un plan de disposición de fondos"))
@dato
class PlanAnotado:
    """In force since a day."""

    plan_id: UUID
    desde: date


@evento("tesoreria.pago.propuesto", _("Se propuso un pago no presupuestario"))
@dato
class PagoNoPresupuestarioPropuesto:
    """Of which concept, and how much in euros."""

    propuesto_id: UUID
    concepto: str
    importe: str


@evento("tesoreria.pago.retirado", _("Se retiró un pago no presupuestario propuesto"))
@dato
class PagoPropuestoRetirado:
    """It is not to be paid any more."""

    propuesto_id: UUID


@evento("tesoreria.relacion.preparada", _("Se preparó una relación de pagos"))
@dato
class RelacionPreparada:
    """How many payments and for how much, in euros. `fuera_de_orden`: it goes before what had its turn earlier. `huella`: of what is signed."""

    relacion_id: UUID
    anio: int
    numero: int
    ordinal: str
    pagos: int
    importe: str
    liquido: str
    huella: str
    fuera_de_orden: bool


@evento("tesoreria.relacion.enviada_a_firma", _("Se envió a firmar una relación de pagos"))
@dato
class RelacionEnFirma:
    """Its document waits for three signatures."""

    relacion_id: UUID
    documento_id: UUID


@evento("tesoreria.relacion.firmada", _("Se firmó una relación de pagos"))
@dato
class RelacionFirmada:
    """By the three of them."""

    relacion_id: UUID
    documento_id: UUID


@evento("tesoreria.relacion.devuelta", _("Se devolvió sin firmar una relación de pagos"))
@dato
class RelacionDevuelta:
    """Somebody did not sign it."""

    relacion_id: UUID
    documento_id: UUID


@evento("tesoreria.relacion.retirada_pedida", _("Se pidió retirar una relación de pagos cuyo fichero ya estaba hecho"))
@dato
class RetiradaPedida:
    """Another person has to confirm it. `rechazo_id`: what the bank said, of one that was sent."""

    relacion_id: UUID
    rechazo_id: UUID | None


@evento("tesoreria.relacion.retirada", _("Se retiró una relación de pagos"))
@dato
class RelacionRetirada:
    """What it would pay is free for another one."""

    relacion_id: UUID


@evento("tesoreria.relacion.fichero", _("Se hizo el fichero de transferencias de una relación de pagos"))
@dato
class FicheroHecho:
    """The bytes that go to the bank, which never change."""

    relacion_id: UUID
    sha256: str
    pagos: int
    liquido: str


@evento("tesoreria.relacion.enviada", _("Se envió al banco una relación de pagos"))
@dato
class RelacionEnviada:
    """Its file, with that hash."""

    relacion_id: UUID
    sha256: str


@evento("tesoreria.pagos.hechos", _("Se contabilizaron pagos de una relación"))
@dato
class PagosHechos:
    """How many, for how much, and the day on which they left."""

    relacion_id: UUID
    pagos: int
    importe: str
    fecha: date


@evento("tesoreria.pago.devuelto", _("El banco devolvió una transferencia"))
@dato
class PagoDevuelto:
    """The payment was undone by its negative."""

    relacion_id: UUID
    linea_id: UUID
    operacion_id: UUID
    importe: str


@evento("tesoreria.pago.deshecho", _("Se deshizo un pago que se había contabilizado desde su relación"))
@dato
class PagoDeshecho:
    """It was noted and not made: its line is to be paid by the same list again. `operacion_id`: the negative."""

    relacion_id: UUID
    linea_id: UUID
    operacion_id: UUID
    importe: str


@evento("tesoreria.extracto.cargado", _("Se cargó un extracto del banco"))
@dato
class ExtractoCargado:
    """Which file, and how many of its movements were not known yet."""

    extracto_id: UUID
    ordinal: str
    sha256: str
    desde: date
    hasta: date
    nuevos: int
    saldo_final: str


@evento("tesoreria.conciliacion.hecha", _("Se conciliaron movimientos del banco con la contabilidad"))
@dato
class Conciliado:
    """How many of each side, and their sum."""

    conciliacion_id: UUID
    ordinal: str
    movimientos: int
    apuntes: int
    importe: str


@evento("tesoreria.conciliacion.deshecha", _("Se deshizo una conciliación"))
@dato
class ConciliacionDeshecha:
    """For a reason that its row keeps."""

    conciliacion_id: UUID
    ordinal: str


@evento("tesoreria.movimiento.sin_aplicar", _("Se contabilizó un movimiento del banco pendiente de aplicación"))
@dato
class MovimientoSinAplicar:
    """Nobody knows yet what it is; the operation of no budget that holds it."""

    movimiento_id: UUID
    operacion_id: UUID
    importe: str


@evento("tesoreria.arqueo.levantado", _("Se levantó un acta de arqueo"))
@dato
class ArqueoLevantado:
    """Its document waits for signatures."""

    arqueo_id: UUID
    documento_id: UUID
    desde: date
    hasta: date
    ordinales: int


@evento("tesoreria.arqueo.firmado", _("Se firmó un acta de arqueo"))
@dato
class ArqueoFirmado:
    """By the three of them."""

    arqueo_id: UUID
    documento_id: UUID


@evento("tesoreria.arqueo.devuelto", _("Se devolvió sin firmar un acta de arqueo"))
@dato
class ArqueoDevuelto:
    """Somebody did not sign it."""

    arqueo_id: UUID
    documento_id: UUID
