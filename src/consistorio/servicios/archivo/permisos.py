"""Permissions of this room. Those not declared here are registered by `identidad.permisos` with the house's codes."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import declarar

INCORPORAR = "archivo.incorporar"

declarar(INCORPORAR, _("Llevar a sus expedientes los documentos importados de otras Administraciones"))
