"""Permissions of this room."""

from consistorio.plataforma.identidad.permisos import Ambito, declarar

SOLICITAR = "ciudadania.solicitar"
CADUCAR = "formularios.caducar"

declarar(SOLICITAR, "Preparar y presentar sus solicitudes", Ambito.CIUDADANIA)
declarar(CADUCAR, "Borrar los borradores caducados", Ambito.SISTEMA)
