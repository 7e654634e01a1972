"""Use cases of documents."""

from consistorio.documental.documentos.acciones.corregir_metadatos import corregir_metadatos

__all__ = ["corregir_metadatos"]
