"""Uploading by pieces; what the store does by itself."""

from consistorio.plataforma.almacen.acciones.caducar_subida import caducar_subida
from consistorio.plataforma.almacen.acciones.iniciar_subida import iniciar_subida
from consistorio.plataforma.almacen.acciones.juzgar import anotar_dictamen, juzgar
from consistorio.plataforma.almacen.acciones.recibir_trozo import asentar_trozo, recibir_trozo

__all__ = [
    "anotar_dictamen",
    "asentar_trozo",
    "caducar_subida",
    "iniciar_subida",
    "juzgar",
    "recibir_trozo",
]
