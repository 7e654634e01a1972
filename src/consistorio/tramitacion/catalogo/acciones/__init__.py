"""Use cases on the catalogue."""

from consistorio.tramitacion.catalogo.acciones.asignar_area import asignar_area
from consistorio.tramitacion.catalogo.acciones.cargar import cargar
from consistorio.tramitacion.catalogo.acciones.implantar import implantar
from consistorio.tramitacion.catalogo.acciones.publicar import publicar, retirar

__all__ = ["asignar_area", "cargar", "implantar", "publicar", "retirar"]
