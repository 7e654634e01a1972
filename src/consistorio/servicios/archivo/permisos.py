"""Permissions of this room. Those not declared here are registered by `identidad.permisos` with the house's codes."""

from consistorio.plataforma.identidad.permisos import declarar

INCORPORAR = "archivo.incorporar"

declarar(INCORPORAR, "Llevar a sus expedientes los documentos importados de otras Administraciones")
