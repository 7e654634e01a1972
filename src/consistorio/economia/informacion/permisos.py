"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import declarar

VER = "informacion.ver"
REMITIR = "informacion.remitir"

declarar(VER, _("Ver la información trimestral: ejecución, estabilidad y regla de gasto"))
declarar(REMITIR, _("Anotar ajustes de la información trimestral y darla por remitida"))
