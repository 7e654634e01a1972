"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import declarar

CARGAR = "carga.cargar"

declarar(CARGAR, _("Cargar la contabilidad de un ejercicio que viene de otro programa"))
