"""Leaving a working note inside somebody's open transaction."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes.eventos import MencionHecha, NotaAnadida
from consistorio.tramitacion.expedientes.models import Expediente, MencionNota, NotaTrabajo


def dejar_nota(
    expediente: Expediente,
    texto: str,
    *,
    avisados: Iterable[UUID],
    actor: Actor,
    reloj: Reloj,
    responde_a: UUID | None = None,
) -> NotaTrabajo:
    """Leave a note and call each of those employees to it, once and never its author.

    Writes: NotaTrabajo, MencionNota. Emits: expediente.nota.anadida, expediente.nota.mencion.hecha. LPACAP 70.4.
    """
    exigir_transaccion()
    nota = NotaTrabajo.objects.create(
        expediente=expediente, autor_id=actor.id, responde_a_id=responde_a, texto=texto, creada_el=reloj.ahora()
    )
    anotar(expediente.cadena, NotaAnadida(expediente.id, nota.id), actor=actor, reloj=reloj)
    for empleado_id in dict.fromkeys(uno for uno in avisados if uno != actor.id):
        MencionNota.objects.create(nota=nota, empleado_id=empleado_id)
        anotar(expediente.cadena, MencionHecha(expediente.id, nota.id, empleado_id), actor=actor, reloj=reloj)
    return nota
