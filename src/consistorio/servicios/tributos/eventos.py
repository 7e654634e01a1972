"""Facts of the debts. They are of the case of each."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("tributos.liquidacion.emitida", _("Se calculó lo que hay que pagar"))
@dato
class LiquidacionEmitida:
    """A debt exists. `documento_id`: with which it is paid; `importe`: in euros; `vence`: its last day, when it is known."""

    expediente_id: UUID
    liquidacion_id: UUID
    documento_id: UUID
    regimen: str
    importe: str
    vence: date | None


@evento("tributos.liquidacion.notificada", _("Empezó el plazo para pagar"))
@dato
class LiquidacionNotificada:
    """It was notified on that day."""

    expediente_id: UUID
    liquidacion_id: UUID
    notificada: date


@evento("tributos.liquidacion.fechada", _("Se fijó el último día para pagar"))
@dato
class LiquidacionFechada:
    """It is paid until `vence` (LGT 62.2)."""

    expediente_id: UUID
    liquidacion_id: UUID
    vence: date


@evento("tributos.liquidacion.reanudada", _("Volvió a contar el plazo para pagar"))
@dato
class LiquidacionReanudada:
    """What it comes from went on from the day `reanudada`, after an appeal or a review had stopped it: it is paid until `vence`."""

    expediente_id: UUID
    liquidacion_id: UUID
    reanudada: date
    vence: date


@evento("tributos.cobro.anotado", _("Llegó un pago"))
@dato
class CobroAnotado:
    """Money came in. `resultado`: completo, a_cuenta, de_mas, duplicado or de_anulada; `por_devolver`: what of the debt has to be given back in all."""

    expediente_id: UUID
    liquidacion_id: UUID
    cobro_id: UUID
    importe: str
    resultado: str
    fuera_de_plazo: bool
    por_devolver: str


@evento("tributos.liquidacion.cobrada", _("Está pagado"))
@dato
class LiquidacionCobrada:
    """Nothing is left to pay, from `dia`."""

    expediente_id: UUID
    liquidacion_id: UUID
    dia: date


@evento("tributos.liquidacion.documentada", _("Se expidió el justificante de pago"))
@dato
class JustificanteExpedido:
    """The receipt of what was paid."""

    expediente_id: UUID
    liquidacion_id: UUID
    documento_id: UUID


@evento("tributos.liquidacion.anulada", _("Se anuló lo que había que pagar"))
@dato
class LiquidacionAnulada:
    """Nothing has to be paid for it, and what came in has to be given back. `documento_id`: the act; `causa`: error, revocacion, recurso or nulidad."""

    expediente_id: UUID
    liquidacion_id: UUID
    documento_id: UUID
    por_devolver: str
    causa: str = "error"


@evento("tributos.devolucion.anotada", _("Se devolvió dinero"))
@dato
class DevolucionAnotada:
    """Money was given back. `por_devolver`: what is left to give back of the debt."""

    expediente_id: UUID
    liquidacion_id: UUID
    devolucion_id: UUID
    importe: str
    por_devolver: str
