"""Background jobs of the treasury."""

from __future__ import annotations

from uuid import UUID

from consistorio.economia.tesoreria import acciones
from consistorio.economia.tesoreria.permisos import RECOGER
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.tipos import Prioridad
from consistorio.plataforma.cola.trabajos import trabajo


def _actor() -> Actor:
    return Actor.sistema("tesorería", RECOGER)


@trabajo("tesoreria.recoger_relacion", cola="firma", prioridad=Prioridad.PRIMERO)
def recoger_relacion(*, relacion_id: str) -> None:
    """A list of payments was signed, or came back."""
    acciones.recoger_relacion(actor=_actor(), relacion_id=UUID(relacion_id), reloj=reloj_de_la_casa())


@trabajo("tesoreria.recoger_arqueo", cola="firma", prioridad=Prioridad.PRIMERO)
def recoger_arqueo(*, arqueo_id: str) -> None:
    """An act of arqueo was signed, or came back."""
    acciones.recoger_arqueo(actor=_actor(), arqueo_id=UUID(arqueo_id), reloj=reloj_de_la_casa())
