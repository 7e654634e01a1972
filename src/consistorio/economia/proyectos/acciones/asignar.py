"""Say what is of a project: applications whole, and rights one by one."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from consistorio.economia.proyectos import operaciones
from consistorio.economia.proyectos.acciones.abrir import NORMA
from consistorio.economia.proyectos.models import AplicacionDeProyecto, DerechoDeAgente
from consistorio.economia.proyectos.permisos import LLEVAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


@accion("proyectos.aplicacion.asignada", permiso=LLEVAR, norma=NORMA)
def asignar_aplicaciones(
    *, actor: Actor, codigo: str, aplicaciones: Sequence[UUID], reloj: Reloj
) -> list[AplicacionDeProyecto]:
    """Say that the whole expense of some applications is of a project, by its code. Who: with `proyectos.llevar`. Writes, emits and raises as
    `operaciones.asignar`."""
    return operaciones.asignar(codigo, aplicaciones, actor=actor, reloj=reloj)


@accion("proyectos.derecho.asignado", permiso=LLEVAR, norma=NORMA)
def asignar_derecho(*, actor: Actor, agente_id: UUID, linea_id: UUID, reloj: Reloj) -> DerechoDeAgente:
    """Say that a right, by its line, is of an agent whose concept is not only its own. Who: with `proyectos.llevar`. Writes, emits and raises as
    `operaciones.asignar_derecho`."""
    return operaciones.asignar_derecho(agente_id, linea_id, actor=actor, reloj=reloj)
