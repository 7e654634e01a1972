"""Permissions of this room."""

from consistorio.plataforma.identidad.permisos import declarar

CARGAR = "catalogo.cargar"
PUBLICAR = "catalogo.publicar"

declarar(CARGAR, "Preparar versiones de procedimientos")
declarar(PUBLICAR, "Publicar y retirar procedimientos y decir qué unidad responde de cada área")
