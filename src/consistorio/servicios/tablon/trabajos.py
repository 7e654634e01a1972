"""Background jobs of the notice board."""

from __future__ import annotations

from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.barridos import a_cada_uno
from consistorio.plataforma.cola.trabajos import periodico
from consistorio.servicios.tablon import acciones, consultas
from consistorio.servicios.tablon.permisos import DESCOLGAR


@periodico("tablon.descolgar", cron="10 * * * *")
def descolgar() -> None:
    """Take down what is over; nobody reads it from its last day on, also before this comes."""
    actor = Actor.sistema("tablon", DESCOLGAR)

    def uno(anuncio_id: UUID) -> None:
        acciones.descolgar_anuncio(actor=actor, anuncio_id=anuncio_id, reloj=reloj_de_la_casa())

    a_cada_uno(consultas.por_descolgar(en=hoy(reloj_de_la_casa())), uno, que="announcements")
