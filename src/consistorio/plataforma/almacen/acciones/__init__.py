"""Uploading by pieces; what the store does by itself."""

from consistorio.plataforma.almacen.acciones.analizar_pendiente import analizar_pendiente
from consistorio.plataforma.almacen.acciones.caducar_subida import caducar_subida
from consistorio.plataforma.almacen.acciones.cancelar_subida import cancelar_subida
from consistorio.plataforma.almacen.acciones.iniciar_subida import iniciar_subida
from consistorio.plataforma.almacen.acciones.recibir_trozo import recibir_trozo

__all__ = ["analizar_pendiente", "caducar_subida", "cancelar_subida", "iniciar_subida", "recibir_trozo"]
