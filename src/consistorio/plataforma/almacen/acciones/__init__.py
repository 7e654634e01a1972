"""Uploading by pieces."""

from consistorio.plataforma.almacen.acciones.cancelar_subida import cancelar_subida
from consistorio.plataforma.almacen.acciones.iniciar_subida import iniciar_subida
from consistorio.plataforma.almacen.acciones.recibir_trozo import recibir_trozo

__all__ = ["cancelar_subida", "iniciar_subida", "recibir_trozo"]
