"""Background jobs of the debts."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.barridos import a_cada_uno
from consistorio.plataforma.cola.trabajos import periodico, trabajo
from consistorio.servicios.tributos import acciones, consultas
from consistorio.servicios.tributos.permisos import DOCUMENTAR


@trabajo("tributos.autoliquidar", cola="comunicaciones")
def autoliquidar(*, tarea_id: str) -> None:
    """Make the autoliquidación of a case by itself. What it lacks is said by its task, and somebody makes it when it is there."""
    acciones.autoliquidar_solo(actor=_actor(), tarea_id=UUID(tarea_id), reloj=reloj_de_la_casa())


@trabajo("tributos.justificante", cola="comunicaciones")
def justificante(*, liquidacion_id: str) -> None:
    """Make the receipt of what was paid."""
    acciones.expedir_justificante(actor=_actor(), liquidacion_id=UUID(liquidacion_id), reloj=reloj_de_la_casa())


@trabajo("tributos.reanudar", cola="comunicaciones")
def reanudar(*, expediente_id: str, hasta: str) -> None:
    """Count again the terms to pay of a case that stood still."""
    acciones.reanudar_liquidaciones(
        actor=_actor(),
        expediente_id=UUID(expediente_id),
        hasta=date.fromisoformat(hasta),
        reloj=reloj_de_la_casa(),
    )


@periodico("tributos.fechar", cron="35 1 * * *")
def fechar() -> None:
    """Those that were notified before the calendar of their last day was published."""

    def una(liquidacion_id: UUID) -> None:
        acciones.fechar_liquidacion(actor=_actor(), liquidacion_id=liquidacion_id, reloj=reloj_de_la_casa())

    a_cada_uno(consultas.sin_ultimo_dia(), una, que="last days to pay")


def _actor() -> Actor:
    return Actor.sistema("tributos", DOCUMENTAR)
