"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

DESCOLGAR = "tablon.descolgar"

declarar(DESCOLGAR, _("Retirar del tablón los anuncios cuyo plazo ha terminado"), Ambito.SISTEMA)
