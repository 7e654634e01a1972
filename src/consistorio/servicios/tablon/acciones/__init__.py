"""Use cases of the notice board."""

from consistorio.servicios.tablon.acciones.descolgar import descolgar_anuncio, retirar_anuncio

__all__ = ["descolgar_anuncio", "retirar_anuncio"]
