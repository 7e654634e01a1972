"""Jobs of the registry: receipts and printed books."""

from __future__ import annotations

from uuid import UUID

from consistorio.documental.registro.acciones.componer_libro import componer_libro as componer
from consistorio.documental.registro.acciones.emitir_justificante import emitir_justificante as emitir
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.tipos import Prioridad
from consistorio.plataforma.cola.trabajos import trabajo

TANDA_DE_JUSTIFICANTES = 20


@trabajo("registro.emitir_justificante", cola="documentos", prioridad=Prioridad.EN_BLOQUE)
def emitir_justificante(*, asiento_id: str) -> None:
    """Make the receipt of an entry, and with it the oldest that wait: twenty a job, all in one transaction. Idempotent.

    In a burst the first jobs do the work of all and the others find nothing to do. One that fails is noted with its reason, and stops
    nobody; only its own job tries it again.
    """
    actor, suyo = Actor.sistema("registro: justificantes", "registro.emitir_justificante"), UUID(asiento_id)
    hechos = emitir(actor=actor, asiento_id=suyo, reloj=reloj_de_la_casa(), otros=TANDA_DE_JUSTIFICANTES - 1)
    if suyo not in hechos:  # whoever is making it may die before it is made
        hechos = emitir(actor=actor, asiento_id=suyo, reloj=reloj_de_la_casa())
    if (fallo := hechos[suyo]) is not None:
        raise fallo


@trabajo("registro.componer_libro", cola="documentos", prioridad=Prioridad.EN_BLOQUE)
def componer_libro(*, edicion_id: str) -> None:
    """Make a printed book. Idempotent."""
    actor = Actor.sistema("registro: libros", "registro.componer_libro")
    componer(actor=actor, edicion_id=UUID(edicion_id), reloj=reloj_de_la_casa())
