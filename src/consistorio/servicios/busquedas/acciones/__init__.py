"""Use cases of the searches that are kept."""

from consistorio.servicios.busquedas.acciones.borrar import borrar, retirar
from consistorio.servicios.busquedas.acciones.guardar import guardar

__all__ = ["borrar", "guardar", "retirar"]
