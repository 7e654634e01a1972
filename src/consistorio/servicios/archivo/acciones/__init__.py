"""Use cases of the archive."""

from consistorio.servicios.archivo.acciones.cerrar import cerrar
from consistorio.servicios.archivo.acciones.exportar_eni import exportar_eni
from consistorio.servicios.archivo.acciones.importar_eni import importar_eni
from consistorio.servicios.archivo.acciones.sellar_indice import sellar_indice
from consistorio.servicios.archivo.acciones.transferir import transferir

__all__ = ["cerrar", "exportar_eni", "importar_eni", "sellar_indice", "transferir"]
