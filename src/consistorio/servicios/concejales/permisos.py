"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

PEDIR = "concejales.pedir"
DELEGACION = "concejales.delegacion"
VER = "concejales.ver"
RESOLVER = "concejales.resolver"
LLEVAR = "concejales.llevar"
ATENDER = "concejales.atender"

declarar(PEDIR, _("Pedir información como miembro de la Corporación, y ver la que se concede"))
declarar(DELEGACION, _("Ver sin pedirla la información de la propia delegación"))
declarar(VER, _("Ver las peticiones de información de los concejales"))
declarar(RESOLVER, _("Escribir lo que se resuelve sobre las peticiones de información de los concejales"))
declarar(LLEVAR, _("Ver qué ha consultado cada concejal, y anotar qué presupuesto gestiona cada área"))
declarar(
    ATENDER, _("Recoger lo firmado sobre las peticiones de los concejales, y lo concedido por silencio"), Ambito.SISTEMA
)
