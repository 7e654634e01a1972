"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

VER = "cierre.ver"
CERRAR = "cierre.cerrar"
REABRIR = "cierre.reabrir"
RENDIR = "cierre.rendir"
RECOGER = "cierre.recoger"

declarar(VER, _("Ver la liquidación y las cuentas anuales, y ensayar el cierre"))
declarar(CERRAR, _("Cerrar el ejercicio y abrir el siguiente"))
declarar(REABRIR, _("Volver a abrir un ejercicio cerrado"))
declarar(RENDIR, _("Formar la liquidación y la Cuenta General, y anotar sus pasos"))
declarar(RECOGER, _("Recoger las firmas de la liquidación y de la Cuenta General"), Ambito.SISTEMA)
