"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import declarar

LLEVAR = "proyectos.llevar"

declarar(LLEVAR, _("Llevar los proyectos de gasto y su financiación"))
