"""Use cases of the requests of change."""

from consistorio.servicios.mejoras.acciones.decidir import aceptar, dar_por_hecha, enlazar_borrador, rechazar
from consistorio.servicios.mejoras.acciones.pedir import comentar, dar_por_vista, pedir

__all__ = ["aceptar", "comentar", "dar_por_hecha", "dar_por_vista", "enlazar_borrador", "pedir", "rechazar"]
