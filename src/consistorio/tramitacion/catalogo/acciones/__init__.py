"""Use cases on the catalogue."""

from consistorio.tramitacion.catalogo.acciones.asignar_area import asignar_area
from consistorio.tramitacion.catalogo.acciones.borradores import (
    abrir_borrador,
    descartar_borrador,
    enviar_a_ensayo,
    guardar_borrador,
    importar_borrador,
    retomar_borrador,
)
from consistorio.tramitacion.catalogo.acciones.cargar import cargar
from consistorio.tramitacion.catalogo.acciones.implantar import implantar
from consistorio.tramitacion.catalogo.acciones.legales import anotar_valores_legales
from consistorio.tramitacion.catalogo.acciones.publicar import descartar, publicar, retirar

__all__ = [
    "abrir_borrador",
    "anotar_valores_legales",
    "asignar_area",
    "cargar",
    "descartar",
    "descartar_borrador",
    "enviar_a_ensayo",
    "guardar_borrador",
    "implantar",
    "importar_borrador",
    "publicar",
    "retirar",
    "retomar_borrador",
]
