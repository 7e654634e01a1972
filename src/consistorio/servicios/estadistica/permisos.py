"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import declarar

VER_ESTADISTICA = "estadistica.ver"

declarar(VER_ESTADISTICA, _("Ver la estadística de las unidades de las que responde"))
