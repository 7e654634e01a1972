"""Sweeps of drafts."""

from __future__ import annotations

from consistorio.nucleo.actor import Actor
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.trabajos import periodico
from consistorio.tramitacion.formularios import acciones, consultas
from consistorio.tramitacion.formularios.permisos import CADUCAR


@periodico("formularios.caducar_borradores", cron="20 3 * * *")
def caducar_borradores() -> None:
    """Delete the drafts that expired, each in its own transaction."""
    reloj = reloj_de_la_casa()
    actor = Actor.sistema("borradores", CADUCAR)
    for borrador in consultas.caducados(en=reloj.ahora()):
        acciones.caducar(actor=actor, borrador_id=borrador.id, reloj=reloj)
