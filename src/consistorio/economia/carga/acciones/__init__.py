"""Use cases of the load."""

from consistorio.economia.carga.acciones.cargar import cargar_ejercicio, ensayar_carga

__all__ = ["cargar_ejercicio", "ensayar_carga"]
