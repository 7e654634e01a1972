"""Facts of the control of what spends. They are of the case."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("intervencion.fiscalizacion.pedida", _("Se pidió a Intervención que fiscalice el gasto"))
@dato
class FiscalizacionPedida:
    """A proposal that spends waits for Intervención, until `vence`; also again, after it was mended or changed."""

    expediente_id: UUID
    fiscalizacion_id: UUID
    vence: date


@evento("intervencion.fiscalizacion.hecha", _("Intervención fiscalizó el gasto"))
@dato
class FiscalizacionHecha:
    """Its result: favorable, observaciones or reparo. `huella`: SHA-256 of the proposal that was examined; `importe`: in euros."""

    expediente_id: UUID
    fiscalizacion_id: UUID
    documento_id: UUID
    resultado: str
    importe: str
    huella: str


@evento("intervencion.fiscalizacion.liberada", _("Ya no hay gasto que fiscalizar"))
@dato
class FiscalizacionLiberada:
    """What is proposed now spends nothing (`sentido`): nobody waits for Intervención, and a reparo that was open has no object."""

    expediente_id: UUID
    fiscalizacion_id: UUID
    sentido: str


@evento("intervencion.reparo.formulado", _("Intervención formuló un reparo"))
@dato
class ReparoFormulado:
    """With its causes; when it suspends, the decision is not numbered until it is settled (TRLRHL 216.2)."""

    expediente_id: UUID
    reparo_id: UUID
    causas: tuple[str, ...]
    suspende: bool
    vence: date


@evento("intervencion.reparo.aceptado", _("La unidad aceptó el reparo"))
@dato
class ReparoAceptado:
    """The unit mends what was wrong, and the proposal goes to Intervención again."""

    expediente_id: UUID
    reparo_id: UUID
    documento_id: UUID


@evento("intervencion.reparo.discrepancia", _("La unidad no aceptó el reparo"))
@dato
class DiscrepanciaPlanteada:
    """It is settled by `resuelve`: presidencia or pleno (TRLRHL 217)."""

    expediente_id: UUID
    reparo_id: UUID
    documento_id: UUID
    resuelve: str


@evento("intervencion.reparo.resuelto", _("Se resolvió la discrepancia con Intervención"))
@dato
class DiscrepanciaResuelta:
    """`levanta`: the procedure goes on; else the reparo stands and has to be mended."""

    expediente_id: UUID
    reparo_id: UUID
    documento_id: UUID
    resuelve: str
    levanta: bool
