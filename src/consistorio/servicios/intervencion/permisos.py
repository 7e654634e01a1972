"""Permissions of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

FISCALIZAR = "intervencion.fiscalizar"
CONTESTAR = "intervencion.contestar"
RESOLVER = "intervencion.resolver"
COMPROBAR = "intervencion.comprobar"
VER = "intervencion.ver"
RECOGER = "intervencion.recoger"
VIGILAR = "intervencion.vigilar"

declarar(FISCALIZAR, _("Fiscalizar lo que gasta, intervenir obligaciones y pagos, y formular reparos"))
declarar(CONTESTAR, _("Contestar los reparos a lo que pagan las unidades que dirige"))
declarar(
    RESOLVER, _("Escribir lo que la Presidencia resuelve sobre reparos y omisiones, y anotar lo que acuerda el Pleno")
)
declarar(COMPROBAR, _("Comprobar por Intervención las inversiones que le toquen, y levantar su acta"))
declarar(VER, _("Ver los reparos, las omisiones y los informes del control interno"))
declarar(RECOGER, _("Recoger las firmas de los documentos del control interno"), Ambito.SISTEMA)
declarar(VIGILAR, _("Avisar a Intervención de lo que tiene fuera de plazo"), Ambito.SISTEMA)
