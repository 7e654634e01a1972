"""Use cases of submissions."""

from consistorio.tramitacion.solicitudes.acciones.aportar import aportar, presentar_escrito
from consistorio.tramitacion.solicitudes.acciones.empezar import empezar
from consistorio.tramitacion.solicitudes.acciones.guardar_escrito import guardar_escrito
from consistorio.tramitacion.solicitudes.acciones.presentar import presentar

__all__ = ["aportar", "empezar", "guardar_escrito", "presentar", "presentar_escrito"]
