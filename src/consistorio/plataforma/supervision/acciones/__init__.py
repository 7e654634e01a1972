"""Use cases of the supervision."""

from consistorio.plataforma.supervision.acciones.marcar import marcar_villa

__all__ = ["marcar_villa"]
