"""Jobs of the registry: receipts and printed books."""

from __future__ import annotations

from uuid import UUID

from consistorio.documental.registro.acciones.componer_libro import componer_libro as componer
from consistorio.documental.registro.acciones.emitir_justificante import emitir_justificante as emitir
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.tipos import Prioridad
from consistorio.plataforma.cola.trabajos import trabajo


@trabajo("registro.emitir_justificante", cola="documentos", prioridad=Prioridad.EN_BLOQUE)
def emitir_justificante(*, asiento_id: str) -> None:
    """Make the receipt of an entry. Idempotent."""
    actor = Actor.sistema("registro: justificantes", "registro.emitir_justificante")
    emitir(actor=actor, asiento_id=UUID(asiento_id), reloj=reloj_de_la_casa())


@trabajo("registro.componer_libro", cola="documentos", prioridad=Prioridad.EN_BLOQUE)
def componer_libro(*, edicion_id: str) -> None:
    """Make a printed book. Idempotent."""
    actor = Actor.sistema("registro: libros", "registro.componer_libro")
    componer(actor=actor, edicion_id=UUID(edicion_id), reloj=reloj_de_la_casa())
