"""Use cases of the accounting documents."""

from consistorio.economia.documentacion.acciones.archivar import archivar_documento
from consistorio.economia.documentacion.acciones.emitir import emitir_documento, emitir_documentos
from consistorio.economia.documentacion.acciones.firmar import pedir_firma

__all__ = ["archivar_documento", "emitir_documento", "emitir_documentos", "pedir_firma"]
