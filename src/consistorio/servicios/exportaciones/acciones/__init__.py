"""Use cases of the copies of cases."""

from consistorio.servicios.exportaciones.acciones.entregar import entregar
from consistorio.servicios.exportaciones.acciones.pedir import pedir

__all__ = ["entregar", "pedir"]
