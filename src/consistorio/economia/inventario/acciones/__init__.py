"""Use cases of the fixed assets."""

from consistorio.economia.inventario.acciones.altas import dar_de_alta, dar_de_baja
from consistorio.economia.inventario.acciones.amortizar import amortizar, deshacer_amortizacion
from consistorio.economia.inventario.operaciones import BienNuevo

__all__ = ["BienNuevo", "amortizar", "dar_de_alta", "dar_de_baja", "deshacer_amortizacion"]
