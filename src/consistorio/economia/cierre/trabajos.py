"""Background jobs of the end of a year."""

from __future__ import annotations

from uuid import UUID

from consistorio.economia.cierre import acciones
from consistorio.economia.cierre.permisos import RECOGER
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.trabajos import trabajo


@trabajo("cierre.recoger_firma", cola="firma")
def recoger_firma(*, rendicion_id: str) -> None:
    """A circuit is complete."""
    actor = Actor.sistema("cierre", RECOGER)
    acciones.recoger_firma(actor=actor, rendicion_id=UUID(rendicion_id), reloj=reloj_de_la_casa())


@trabajo("cierre.recoger_devolucion", cola="firma")
def recoger_devolucion(*, rendicion_id: str) -> None:
    """A circuit was sent back."""
    actor = Actor.sistema("cierre", RECOGER)
    acciones.recoger_devolucion(actor=actor, rendicion_id=UUID(rendicion_id), reloj=reloj_de_la_casa())
