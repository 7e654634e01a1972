"""Facts of what cases spend. They are of the case, and carry amounts and codes of the budget: no personal data."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("gasto.operacion.anotada", _("Se contabilizó una operación del presupuesto"))
@dato
class OperacionAnotada:
    """An operation of the budget was noted for the case. `referencia`: as people name it (`RC 2026/15`); `importe`: in euros, negative in what corrects."""

    expediente_id: UUID
    operacion_id: UUID
    clase: str
    referencia: str
    importe: str


@evento("gasto.contrato.adjudicado", _("Se comprometió el gasto de un contrato"))
@dato
class ContratoAdjudicado:
    """What transparency publishes of a contract (Ley 19/2013 art. 8.1.a; LCSP art. 63.4), but for who it is with, which is in the case. `importe`: in euros,
    with VAT; `aplicacion`: of the budget; `exento`: why it had no previous control, if it had none."""

    expediente_id: UUID
    operacion_id: UUID
    importe: str
    aplicacion: str
    exento: str


@evento("gasto.certificado.en_firma", _("Se escribió el certificado de existencia de crédito de una retención"))
@dato
class CertificadoEnFirma:
    """Of a retention (RC) whoever noted it, for Intervención to sign. It is of the year of the budget, not of a case."""

    operacion_id: UUID
    documento_id: UUID


@evento("gasto.certificado.retirado", _("Se retiró de la firma el certificado de una retención que se corrigió"))
@dato
class CertificadoRetirado:
    """Nobody may sign it: its retention (RC) was lowered by `correccion_id` after it was written."""

    operacion_id: UUID
    documento_id: UUID
    correccion_id: UUID


@evento("gasto.pago.intervenido", _("Intervención intervino el pago de una obligación"))
@dato
class PagoIntervenido:
    """Tesorería may order and pay it (RD 424/2017 arts. 20-23). `operacion_id`: that of the obligation; `importe`: in euros."""

    expediente_id: UUID
    operacion_id: UUID
    importe: str
