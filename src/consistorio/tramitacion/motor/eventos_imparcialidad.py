"""Facts of who must keep away from a case (LRJSP 23-24)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("motor.abstencion.comunicada", _("Una persona del Ayuntamiento ha comunicado que debe abstenerse"))
@dato
class AbstencionComunicada:
    """Somebody of the staff says that they must abstain (23.1)."""

    expediente_id: UUID
    cuestion_id: UUID
    empleado_id: UUID
    documento_id: UUID


@evento("motor.recusacion.tramitada", _("Se ha dado curso a una recusación"))
@dato
class RecusacionTramitada:
    """A party challenges somebody (24.1-2), who answers until that day."""

    expediente_id: UUID
    cuestion_id: UUID
    empleado_id: UUID
    referencia_id: UUID
    contestar_hasta: date


@evento("motor.recusacion.contestada", _("Ha contestado la persona recusada"))
@dato
class RecusacionContestada:
    """The challenged person said whether the cause is there (24.3)."""

    expediente_id: UUID
    cuestion_id: UUID
    documento_id: UUID
    reconoce: bool


@evento("motor.imparcialidad.resuelta", _("Se ha decidido si una persona del Ayuntamiento deja de intervenir"))
@dato
class ImparcialidadResuelta:
    """Their superior decided (23.1, 24.3, 24.4). `estimada`: the cause is there."""

    expediente_id: UUID
    cuestion_id: UUID
    documento_id: UUID
    estimada: bool
