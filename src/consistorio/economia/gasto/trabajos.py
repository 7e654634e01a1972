"""Background jobs of what cases spend."""

from __future__ import annotations

from uuid import UUID

from consistorio.economia.gasto import acciones
from consistorio.economia.gasto.permisos import RECOGER
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.trabajos import trabajo
from consistorio.tramitacion.expedientes.permisos import VER


@trabajo("gasto.recoger_obligacion", cola="general")
def recoger_obligacion(*, expediente_id: str) -> None:
    """What a case owed was recognised by another door: its task is over, if nothing is left to recognise."""
    actor = Actor.sistema("gasto de los expedientes", VER, RECOGER)
    acciones.recoger_obligacion(actor=actor, expediente_id=UUID(expediente_id), reloj=reloj_de_la_casa())


@trabajo("gasto.recoger_certificado", cola="firma")
def recoger_certificado(*, operacion_id: str, documento_id: str) -> None:
    """The certificate of a retention of a case was signed."""
    acciones.recoger_certificado(
        actor=Actor.sistema("gasto de los expedientes", VER, RECOGER),
        operacion_id=UUID(operacion_id),
        documento_id=UUID(documento_id),
        reloj=reloj_de_la_casa(),
    )


@trabajo("gasto.retirar_certificado", cola="firma")
def retirar_certificado(*, acto_id: str, correccion_id: str) -> None:
    """The retention that a certificate of a case speaks of was corrected before it was signed."""
    acciones.retirar_certificado(
        actor=Actor.sistema("gasto de los expedientes", VER, RECOGER),
        acto_id=UUID(acto_id),
        correccion_id=UUID(correccion_id),
        reloj=reloj_de_la_casa(),
    )
