"""Permissions of this room. Who may see a case may ask for its copy."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

ENTREGAR = "exportaciones.entregar"

declarar(ENTREGAR, _("Entregar la copia de un expediente a quien la pidió"), Ambito.SISTEMA)
