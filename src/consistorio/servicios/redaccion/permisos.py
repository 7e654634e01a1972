"""Permissions of this room. Who handles a case writes its documents."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

CONVERTIR = "redaccion.convertir"

declarar(CONVERTIR, _("Hacer el PDF de los borradores"), Ambito.SISTEMA)
