"""Use cases of identity; one module each family of acts on one aggregate."""

from consistorio.plataforma.identidad.acciones import (
    canal,
    contrasena,
    llaves,
    peticion,
    representacion,
    segundo_factor,
    sesion,
)

__all__ = ["canal", "contrasena", "llaves", "peticion", "representacion", "segundo_factor", "sesion"]
