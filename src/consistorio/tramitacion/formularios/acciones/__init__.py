"""Use cases on drafts. Each is the outermost unit of its transaction."""

from consistorio.tramitacion.formularios.acciones.adjuntar import (
    adjuntar,
    adjuntar_subida,
    anotar_adjunto,
    quitar_adjunto,
)
from consistorio.tramitacion.formularios.acciones.descartar import caducar, descartar
from consistorio.tramitacion.formularios.acciones.guardar_paso import guardar_paso
from consistorio.tramitacion.formularios.acciones.interesados import anadir_interesado, quitar_interesado
from consistorio.tramitacion.formularios.acciones.recordar import recordar

__all__ = [
    "adjuntar",
    "adjuntar_subida",
    "anadir_interesado",
    "anotar_adjunto",
    "caducar",
    "descartar",
    "guardar_paso",
    "quitar_adjunto",
    "quitar_interesado",
    "recordar",
]
