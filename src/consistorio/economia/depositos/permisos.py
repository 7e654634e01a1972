"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import declarar

VER = "depositos.ver"
LLEVAR = "depositos.llevar"

declarar(VER, _("Ver las fianzas, los depósitos y los valores, y de quién son"))
declarar(LLEVAR, _("Anotar los avales y otros valores que entran y salen"))
