"""Permissions of this room, registered by `identidad.permisos` with the rest of the house's codes."""

CARGAR = "catalogo.cargar"
PUBLICAR = "catalogo.publicar"
IMPLANTAR = "catalogo.implantar"
