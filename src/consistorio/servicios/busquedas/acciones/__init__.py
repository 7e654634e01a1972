"""Use cases of the searches and views that are kept."""

from consistorio.servicios.busquedas.acciones.borrar import borrar, retirar
from consistorio.servicios.busquedas.acciones.guardar import guardar
from consistorio.servicios.busquedas.acciones.vistas import (
    borrar_vista,
    elegir_primera,
    guardar_vista,
    renombrar_vista,
    retirar_primera,
    retirar_vista,
)

__all__ = [
    "borrar",
    "borrar_vista",
    "elegir_primera",
    "guardar",
    "guardar_vista",
    "renombrar_vista",
    "retirar",
    "retirar_primera",
    "retirar_vista",
]
