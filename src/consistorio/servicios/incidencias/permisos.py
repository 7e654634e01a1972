"""Permissions of this room."""

from consistorio.plataforma.identidad.permisos import Ambito, declarar

GESTIONAR = "sistema.incidencias"
APLICAR = "incidencias.aplicar"

declarar(GESTIONAR, "Publicar incidencias técnicas de la sede y proponer que amplíen plazos")
declarar(APLICAR, "Aplicar a los expedientes las ampliaciones de plazos firmadas", Ambito.SISTEMA)
