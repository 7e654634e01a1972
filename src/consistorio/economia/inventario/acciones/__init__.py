"""Use cases of the fixed assets."""

from consistorio.economia.inventario.acciones.altas import BienNuevo, dar_de_alta, dar_de_baja
from consistorio.economia.inventario.acciones.amortizar import amortizar

__all__ = ["BienNuevo", "amortizar", "dar_de_alta", "dar_de_baja"]
