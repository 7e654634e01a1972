"""Permissions of this room. Those not declared here are registered by `identidad.permisos` with the house's codes."""

from consistorio.plataforma.identidad.permisos import Ambito, declarar

PRESENTAR = "solicitud.presentar"
INCORPORAR_JUSTIFICANTE = declarar(
    "solicitud.incorporar_justificante", "Incorporar al expediente los justificantes de registro", Ambito.SISTEMA
).codigo
