"""Use cases of the archive."""

from consistorio.servicios.archivo.acciones.cerrar import cerrar
from consistorio.servicios.archivo.acciones.exportar_eni import anotar_exportacion, exportar_eni
from consistorio.servicios.archivo.acciones.importar_antiguo import importar_antiguo, preparar_antiguos
from consistorio.servicios.archivo.acciones.importar_eni import asentar_importacion, importar_eni
from consistorio.servicios.archivo.acciones.repartir_importado import enviar_importado, incorporar_importado
from consistorio.servicios.archivo.acciones.sellar_indice import sellar_indice
from consistorio.servicios.archivo.acciones.transferir import transferir

__all__ = [
    "anotar_exportacion",
    "asentar_importacion",
    "cerrar",
    "enviar_importado",
    "exportar_eni",
    "importar_antiguo",
    "importar_eni",
    "incorporar_importado",
    "preparar_antiguos",
    "sellar_indice",
    "transferir",
]
