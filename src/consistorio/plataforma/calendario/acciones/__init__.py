"""Use cases of the calendar."""

from consistorio.plataforma.calendario.acciones.publicar_calendarios import publicar_calendarios

__all__ = ["publicar_calendarios"]
