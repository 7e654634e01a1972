"""Background jobs of the control."""

from __future__ import annotations

from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.trabajos import trabajo
from consistorio.servicios.intervencion import acciones
from consistorio.servicios.intervencion.permisos import RECOGER


@trabajo("intervencion.recoger_escrito", cola="firma")
def recoger_escrito(*, escrito_id: str, firmado: bool) -> None:
    """A document of control was signed, or came back."""
    actor = Actor.sistema("control interno", RECOGER)
    acciones.recoger_escrito(actor=actor, escrito_id=UUID(escrito_id), firmado=firmado, reloj=reloj_de_la_casa())
