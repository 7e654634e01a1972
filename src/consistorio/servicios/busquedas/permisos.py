"""Permissions of this room. Whoever may look for cases may keep what they look for."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

RETIRAR_BUSQUEDAS = "busqueda.retirar"

declarar(
    RETIRAR_BUSQUEDAS, _("Retirar las búsquedas y vistas de quien ya no trabaja en el Ayuntamiento"), Ambito.SISTEMA
)
