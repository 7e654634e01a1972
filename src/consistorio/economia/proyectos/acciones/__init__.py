"""Use cases of the projects of expense."""

from consistorio.economia.proyectos.acciones.abrir import abrir_proyecto
from consistorio.economia.proyectos.acciones.asignar import asignar_aplicaciones, asignar_derecho
from consistorio.economia.proyectos.acciones.cambiar import cambiar_proyecto

__all__ = ["abrir_proyecto", "asignar_aplicaciones", "asignar_derecho", "cambiar_proyecto"]
