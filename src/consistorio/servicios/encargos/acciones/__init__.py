"""Use cases of what is done to many things at once."""

from consistorio.servicios.encargos.acciones.encargar import encargar_expedientes, encargar_tareas

__all__ = ["encargar_expedientes", "encargar_tareas"]
