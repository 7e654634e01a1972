"""Use cases of the end of a year."""

from consistorio.economia.cierre.acciones.cerrar import cerrar_ejercicio
from consistorio.economia.cierre.acciones.reabrir import reabrir_ejercicio

__all__ = ["cerrar_ejercicio", "reabrir_ejercicio"]
