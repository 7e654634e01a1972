"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import declarar

APLICAR = "recaudacion.aplicar"

declarar(APLICAR, _("Cargar archivos de cobros y aplicarlos a sus derechos"))
