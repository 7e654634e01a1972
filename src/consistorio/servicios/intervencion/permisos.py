"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import declarar

FISCALIZAR = "intervencion.fiscalizar"

declarar(FISCALIZAR, _("Fiscalizar las propuestas que gastan y formular reparos"))
