"""Background jobs of the resolutions: what follows the commit of a number or of a circuit of signatures."""

from __future__ import annotations

from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.tipos import Prioridad
from consistorio.plataforma.cola.trabajos import trabajo
from consistorio.servicios.resoluciones import acciones
from consistorio.servicios.resoluciones.circuitos import devolucion_de
from consistorio.servicios.resoluciones.permisos import DOCUMENTAR


def _actor() -> Actor:
    return Actor.sistema("resoluciones", DOCUMENTAR)


@trabajo("resoluciones.documentar", cola="documentos", prioridad=Prioridad.PRIMERO)
def documentar(*, resolucion_id: str) -> None:
    """Render a numbered resolution and ask for its signatures; its number stands whatever happens here."""
    acciones.documentar(actor=_actor(), resolucion_id=UUID(resolucion_id), reloj=reloj_de_la_casa())


@trabajo("resoluciones.diligenciar", cola="documentos")
def diligenciar(*, diligencia_id: str) -> None:
    """Render a diligencia of the book and ask for its signature."""
    acciones.diligenciar(actor=_actor(), diligencia_id=UUID(diligencia_id), reloj=reloj_de_la_casa())


@trabajo("resoluciones.recoger_firma", cola="firma", prioridad=Prioridad.PRIMERO)
def recoger_firma(*, resolucion_id: str, documento_id: str) -> None:
    """A circuit is complete."""
    acciones.recoger_firma(
        actor=_actor(), resolucion_id=UUID(resolucion_id), documento_id=UUID(documento_id), reloj=reloj_de_la_casa()
    )


@trabajo("resoluciones.recoger_devolucion", cola="firma", prioridad=Prioridad.PRIMERO)
def recoger_devolucion(*, resolucion_id: str, documento_id: str) -> None:
    """A circuit was sent back."""
    motivo, quien = devolucion_de(UUID(documento_id), por_defecto=UUID(resolucion_id))
    acciones.recoger_devolucion(
        actor=_actor(),
        resolucion_id=UUID(resolucion_id),
        documento_id=UUID(documento_id),
        motivo=motivo,
        devuelta_por=quien,
        reloj=reloj_de_la_casa(),
    )


@trabajo("resoluciones.recoger_certificado", cola="firma", prioridad=Prioridad.PRIMERO)
def recoger_certificado(*, certificado_id: str) -> None:
    """A certificate is signed."""
    acciones.recoger_certificado(actor=_actor(), certificado_id=UUID(certificado_id), reloj=reloj_de_la_casa())


@trabajo("resoluciones.recoger_asunto", cola="firma", prioridad=Prioridad.PRIMERO)
def recoger_asunto(*, asunto_id: str) -> None:
    """The proposal of what is decided in session is signed."""
    acciones.recoger_asunto(actor=_actor(), asunto_id=UUID(asunto_id), reloj=reloj_de_la_casa())


@trabajo("resoluciones.recoger_asunto_devuelto", cola="firma", prioridad=Prioridad.PRIMERO)
def recoger_asunto_devuelto(*, asunto_id: str, documento_id: str) -> None:
    """It came back without signature."""
    motivo, _quien = devolucion_de(UUID(documento_id), por_defecto=UUID(asunto_id))
    acciones.recoger_asunto_devuelto(actor=_actor(), asunto_id=UUID(asunto_id), motivo=motivo, reloj=reloj_de_la_casa())
