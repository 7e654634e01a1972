"""Use cases on cases."""

from consistorio.tramitacion.expedientes.acciones.carpetas import (
    cambiar_carpeta,
    colocar_documentos,
    crear_carpeta,
    retirar_carpeta,
)
from consistorio.tramitacion.expedientes.acciones.copias import pedir_copia
from consistorio.tramitacion.expedientes.acciones.corregir_documento import corregir_documento
from consistorio.tramitacion.expedientes.acciones.documentos import diligenciar, incorporar
from consistorio.tramitacion.expedientes.acciones.gestion import cambiar_unidad, relacionar
from consistorio.tramitacion.expedientes.acciones.llevar_documento import llevar_documento
from consistorio.tramitacion.expedientes.acciones.notas import anotar_nota, dar_por_vista
from consistorio.tramitacion.expedientes.acciones.partes import (
    anadir_interesado,
    anadir_varios,
    cambiar_representante,
)
from consistorio.tramitacion.expedientes.acciones.rectificar import rectificar_error
from consistorio.tramitacion.expedientes.acciones.seguir import dejar_de_seguir, seguir

__all__ = [
    "anadir_interesado",
    "anadir_varios",
    "anotar_nota",
    "cambiar_carpeta",
    "cambiar_representante",
    "cambiar_unidad",
    "colocar_documentos",
    "corregir_documento",
    "crear_carpeta",
    "dar_por_vista",
    "dejar_de_seguir",
    "diligenciar",
    "incorporar",
    "llevar_documento",
    "pedir_copia",
    "rectificar_error",
    "relacionar",
    "retirar_carpeta",
    "seguir",
]
