"""Background work of submissions."""

from __future__ import annotations

from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.trabajos import trabajo
from consistorio.tramitacion.solicitudes import acciones
from consistorio.tramitacion.solicitudes.permisos import INCORPORAR_JUSTIFICANTE


@trabajo("solicitudes.incorporar_justificante", cola="documentos")
def incorporar_justificante(*, asiento_id: str) -> None:
    """Put the receipt of an entry in its case. Idempotent."""
    actor = Actor.sistema("justificantes", INCORPORAR_JUSTIFICANTE)
    acciones.incorporar_justificante(actor=actor, asiento_id=UUID(asiento_id), reloj=reloj_de_la_casa())
