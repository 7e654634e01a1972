"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

GESTIONAR = "sistema.incidencias"
APLICAR = "incidencias.aplicar"

declarar(GESTIONAR, _("Publicar incidencias técnicas de la sede y proponer que amplíen plazos"))
declarar(APLICAR, _("Aplicar a los expedientes las ampliaciones de plazos firmadas"), Ambito.SISTEMA)
