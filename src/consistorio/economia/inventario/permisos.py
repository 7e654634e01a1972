"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import declarar

LLEVAR = "inventario.llevar"

declarar(LLEVAR, _("Llevar el inmovilizado: altas, bajas y amortización"))
