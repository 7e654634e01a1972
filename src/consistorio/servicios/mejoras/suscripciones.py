"""What this room does on facts of the catalogue: a request follows the draft and the version that carry its change."""

from __future__ import annotations

from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.servicios.mejoras import operaciones
from consistorio.tramitacion.catalogo.eventos import BorradorAbierto, BorradorCerrado, VersionPublicada


@suscrito("catalogo.borrador.cerrado")
def borrador_cerrado(hecho: HechoAnotado) -> None:
    """It is in trial as a version, or was given up."""
    if isinstance(hecho.hecho, BorradorCerrado):
        operaciones.borrador_cerrado(
            hecho.hecho.borrador_id, hecho.hecho.version_id, actor=hecho.actor, reloj=hecho.reloj
        )


@suscrito("catalogo.borrador.abierto")
def borrador_abierto(hecho: HechoAnotado) -> None:
    """What was in trial may have been taken back."""
    if isinstance(hecho.hecho, BorradorAbierto):
        operaciones.borrador_abierto(hecho.hecho.borrador_id, hecho.hecho.base_id, actor=hecho.actor, reloj=hecho.reloj)


@suscrito("catalogo.version.publicada")
def version_publicada(hecho: HechoAnotado) -> None:
    """What it carries is done."""
    if isinstance(hecho.hecho, VersionPublicada):
        operaciones.version_publicada(hecho.hecho.version_id, actor=hecho.actor, reloj=hecho.reloj)
