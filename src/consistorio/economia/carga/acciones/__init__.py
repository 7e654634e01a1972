"""Use cases of the load."""

from consistorio.economia.carga.acciones.cargar import cargar_ejercicio, ensayar_carga
from consistorio.economia.carga.acciones.presupuesto import cargar_presupuesto

__all__ = ["cargar_ejercicio", "cargar_presupuesto", "ensayar_carga"]
