"""Permissions of this room, registered by `identidad.permisos` with the rest of the house's codes."""

PRESENTAR = "solicitud.presentar"
