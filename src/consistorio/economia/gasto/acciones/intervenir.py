"""Intervene the payment of what a case owes, before Tesorería orders it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.gasto import control
from consistorio.economia.gasto.eventos import PagoIntervenido
from consistorio.economia.presupuesto.models import Operacion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.tramitacion.expedientes.acceso import expediente_para


@accion(
    "gasto.pago.intervenido",
    permiso=FISCALIZAR,
    norma="TRLRHL art. 214.2.c y d; RD 424/2017 arts. 20 a 23",
)
def intervenir_pago(*, actor: Actor, expediente_id: UUID, operacion_id: UUID | None, reloj: Reloj) -> Operacion:
    """Note that the payment of an obligation of a case was intervened: Tesorería may order it and pay it.

    Who: with `intervencion.fiscalizar`, of a case that they may see. Emits: gasto.pago.intervenido. Raises NoEncontrado, NoPermitido, DatosIncorrectos (it is no
    obligation of the case, nothing of it is left to pay, or it was intervened).
    """
    expediente = expediente_para(actor, expediente_id, FISCALIZAR, bloquear=True)
    pendientes = {una.id: una for una in control.por_intervenir(expediente)}
    if operacion_id is None or operacion_id not in pendientes:
        mensaje = _("Elija una obligación del expediente con el pago por intervenir.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("operacion", mensaje)])
    operacion = pendientes[operacion_id]
    hecho = PagoIntervenido(expediente.id, operacion.id, f"{operacion.importe:.2f}")
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    return operacion
