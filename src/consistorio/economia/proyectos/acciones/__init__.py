"""Use cases of the projects of expense."""

from consistorio.economia.proyectos.acciones.abrir import abrir_proyecto
from consistorio.economia.proyectos.acciones.asignar import asignar_aplicaciones, asignar_derecho

__all__ = ["abrir_proyecto", "asignar_aplicaciones", "asignar_derecho"]
