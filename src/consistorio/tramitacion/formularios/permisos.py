"""Permissions of this room."""

from consistorio.plataforma.identidad.permisos import Ambito, declarar

SOLICITAR = "solicitud.rellenar"
CADUCAR = "formularios.caducar"
RECORDAR = "formularios.recordar"

declarar(CADUCAR, "Borrar los borradores caducados", Ambito.SISTEMA)
declarar(RECORDAR, "Recordar los borradores sin presentar", Ambito.SISTEMA)
