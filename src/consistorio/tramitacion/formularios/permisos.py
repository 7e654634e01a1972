"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

SOLICITAR = "solicitud.rellenar"
CADUCAR = "formularios.caducar"
RECORDAR = "formularios.recordar"

declarar(CADUCAR, _("Borrar los borradores caducados"), Ambito.SISTEMA)
declarar(RECORDAR, _("Recordar los borradores sin presentar"), Ambito.SISTEMA)
