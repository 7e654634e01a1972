"""Open a project."""

from __future__ import annotations

from consistorio.economia.proyectos.models import Proyecto
from consistorio.economia.proyectos.operaciones import abrir
from consistorio.economia.proyectos.permisos import LLEVAR
from consistorio.economia.proyectos.tipos import ProyectoNuevo
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion

NORMA = "TRLRHL art. 165.1; Orden HAP/1781/2013, reglas 21 a 29"


@accion("proyectos.proyecto.abierto", permiso=LLEVAR, norma=NORMA)
def abrir_proyecto(*, actor: Actor, nuevo: ProyectoNuevo, reloj: Reloj) -> Proyecto:
    """Open a project with who finances it, and what it brings of earlier years. Who: with `proyectos.llevar`. Writes, emits and raises as `operaciones.abrir`."""
    return abrir(nuevo, actor=actor, reloj=reloj)
