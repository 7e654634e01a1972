"""Use cases of the documents that are being written."""

from consistorio.servicios.redaccion.acciones.borradores import (
    descartar_borrador,
    empezar_borrador,
    incorporar_borrador,
    subir_version,
)
from consistorio.servicios.redaccion.acciones.conversiones import anotar_conversion, pedir_conversion
from consistorio.servicios.redaccion.acciones.prestamos import soltar_borrador, tomar_borrador

__all__ = [
    "anotar_conversion",
    "descartar_borrador",
    "empezar_borrador",
    "incorporar_borrador",
    "pedir_conversion",
    "soltar_borrador",
    "subir_version",
    "tomar_borrador",
]
