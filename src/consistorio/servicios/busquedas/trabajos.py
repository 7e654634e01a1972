"""Background work of the searches that are kept."""

from __future__ import annotations

from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.barridos import a_cada_uno
from consistorio.plataforma.cola.trabajos import periodico
from consistorio.servicios.busquedas import acciones, consultas
from consistorio.servicios.busquedas.permisos import RETIRAR_BUSQUEDAS


@periodico("busquedas.retirar", cron="50 3 * * *")
def retirar() -> None:
    """Each night, forget what was looked for, and how lists were looked at, by who does not work here any more."""
    reloj, actor = reloj_de_la_casa(), Actor.sistema("búsquedas guardadas", RETIRAR_BUSQUEDAS)

    def una(busqueda_id: UUID) -> None:
        acciones.retirar(actor=actor, busqueda_id=busqueda_id, reloj=reloj)

    def una_vista(vista_id: UUID) -> None:
        acciones.retirar_vista(actor=actor, vista_id=vista_id, reloj=reloj)

    def una_primera(primera_id: UUID) -> None:
        acciones.retirar_primera(actor=actor, primera_id=primera_id, reloj=reloj)

    a_cada_uno(consultas.de_quien_se_fue(en=hoy(reloj)), una, que="kept searches")
    a_cada_uno(consultas.vistas_de_quien_se_fue(en=hoy(reloj)), una_vista, que="kept views")
    a_cada_uno(consultas.primeras_de_quien_se_fue(en=hoy(reloj)), una_primera, que="views that open first")
