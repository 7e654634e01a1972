"""Permissions of this room. Those not declared here are registered by `identidad.permisos` with the house's codes."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

PRESENTAR = "solicitud.presentar"
REGISTRAR = "registro.anotar"
ABRIR = "solicitud.abrir"
INICIAR_DE_OFICIO = "expediente.iniciar_de_oficio"
INCORPORAR_JUSTIFICANTE = declarar(
    "solicitud.incorporar_justificante", _("Incorporar al expediente los justificantes de registro"), Ambito.SISTEMA
).codigo

declarar(ABRIR, _("Abrir expedientes con lo que llega por registro, y unirlo a los que ya están abiertos"))
declarar(INICIAR_DE_OFICIO, _("Iniciar expedientes de oficio"))
