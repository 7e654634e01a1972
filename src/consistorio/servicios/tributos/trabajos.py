"""Background jobs of the debts."""

from __future__ import annotations

from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.trabajos import trabajo
from consistorio.servicios.tributos import acciones
from consistorio.servicios.tributos.permisos import DOCUMENTAR


@trabajo("tributos.autoliquidar", cola="comunicaciones")
def autoliquidar(*, tarea_id: str) -> None:
    """Make the autoliquidación of a case by itself. What it lacks is said by its task, and somebody makes it when it is there."""
    acciones.autoliquidar_solo(actor=_actor(), tarea_id=UUID(tarea_id), reloj=reloj_de_la_casa())


@trabajo("tributos.justificante", cola="comunicaciones")
def justificante(*, liquidacion_id: str) -> None:
    """Make the receipt of what was paid."""
    acciones.expedir_justificante(actor=_actor(), liquidacion_id=UUID(liquidacion_id), reloj=reloj_de_la_casa())


def _actor() -> Actor:
    return Actor.sistema("tributos", DOCUMENTAR)
