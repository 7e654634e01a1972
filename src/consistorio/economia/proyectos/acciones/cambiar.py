"""Change an open project."""

from __future__ import annotations

from consistorio.economia.proyectos.acciones.abrir import NORMA
from consistorio.economia.proyectos.cambios import cambiar
from consistorio.economia.proyectos.models import CambioDeProyecto
from consistorio.economia.proyectos.permisos import LLEVAR
from consistorio.economia.proyectos.tipos import CambioPedido
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


@accion("proyectos.proyecto.cambiado", permiso=LLEVAR, norma=NORMA)
def cambiar_proyecto(*, actor: Actor, codigo: str, pedido: CambioPedido, reloj: Reloj) -> CambioDeProyecto:
    """Change what a project costs, until when, who finances it and what is of it, from an open year on. Who: with `proyectos.llevar`. Writes, emits and raises as
    `cambios.cambiar`."""
    return cambiar(codigo, pedido, actor=actor, reloj=reloj)
