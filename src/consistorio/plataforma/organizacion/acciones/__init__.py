"""Use cases of the organisation."""

from consistorio.plataforma.organizacion.acciones import estructura, importacion, personal, sustituciones

__all__ = ["estructura", "importacion", "personal", "sustituciones"]
