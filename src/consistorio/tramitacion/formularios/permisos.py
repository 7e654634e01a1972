"""Permissions of this room."""

from consistorio.plataforma.identidad.permisos import Ambito, declarar

SOLICITAR = "solicitud.rellenar"
CADUCAR = "formularios.caducar"

declarar(CADUCAR, "Borrar los borradores caducados", Ambito.SISTEMA)
