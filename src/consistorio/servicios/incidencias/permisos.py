"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

GESTIONAR = "sistema.incidencias"
APLICAR = "incidencias.aplicar"
VIGILAR = "incidencias.vigilar"

declarar(GESTIONAR, _("Publicar incidencias técnicas de la sede y proponer que amplíen plazos"))
declarar(
    VIGILAR, _("Proponer como incidencia las caídas de la sede que hallan sus propias comprobaciones"), Ambito.SISTEMA
)
declarar(APLICAR, _("Aplicar a los expedientes las ampliaciones de plazos firmadas"), Ambito.SISTEMA)
