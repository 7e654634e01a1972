"""Use cases of submissions."""

from consistorio.tramitacion.solicitudes.acciones.aportar import aportar
from consistorio.tramitacion.solicitudes.acciones.empezar import empezar
from consistorio.tramitacion.solicitudes.acciones.incorporar_justificante import incorporar_justificante
from consistorio.tramitacion.solicitudes.acciones.presentar import presentar

__all__ = ["aportar", "empezar", "incorporar_justificante", "presentar"]
