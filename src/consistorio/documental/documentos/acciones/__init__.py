"""Use cases of documents."""

from consistorio.documental.documentos.acciones.corregir_metadatos import corregir_metadatos
from consistorio.documental.documentos.acciones.expedir_copia import expedir_copia
from consistorio.documental.documentos.acciones.releer_texto import releer_texto

__all__ = ["corregir_metadatos", "expedir_copia", "releer_texto"]
