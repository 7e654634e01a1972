"""Facts of the projects of expense."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento

CADENA = "proyectos"


@evento("proyectos.proyecto.abierto", _("Se abrió un proyecto de gasto"))
@dato
class ProyectoAbierto:
    """With what it costs in all, in euros, and how many agents finance it."""

    proyecto_id: UUID
    codigo: str
    gasto_total: str
    agentes: int


@evento("proyectos.aplicacion.asignada", _("Se asignaron aplicaciones a un proyecto"))
@dato
class AplicacionesAsignadas:
    """Their whole expense is of the project."""

    proyecto_id: UUID
    aplicaciones: tuple[str, ...]


@evento("proyectos.derecho.asignado", _("Se asignó un derecho a quien financia un proyecto"))
@dato
class DerechoAsignado:
    """A line of income is of that agent."""

    proyecto_id: UUID
    agente_id: UUID
    linea_id: UUID


@evento("proyectos.proyecto.cambiado", _("Se cambió un proyecto de gasto"))
@dato
class ProyectoCambiado:
    """From a year on, with what it costs in all and what of it is financed, in euros."""

    proyecto_id: UUID
    cambio_id: UUID
    ejercicio: int
    gasto_total: str
    financiado: str
