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
from consistorio.tramitacion.catalogo.acciones.modelos import (
    abrir_modelo,
    descartar_modelo,
    enviar_modelo,
    importar_modelo,
    publicar_modelo,
    retomar_modelo,
)
from consistorio.tramitacion.catalogo.acciones.publicar import descartar, publicar, retirar

__all__ = [
    "abrir_borrador",
    "abrir_modelo",
    "anotar_valores_legales",
    "asignar_area",
    "cargar",
    "descartar",
    "descartar_borrador",
    "descartar_modelo",
    "enviar_a_ensayo",
    "enviar_modelo",
    "guardar_borrador",
    "implantar",
    "importar_borrador",
    "importar_modelo",
    "publicar",
    "publicar_modelo",
    "retirar",
    "retomar_borrador",
    "retomar_modelo",
]
