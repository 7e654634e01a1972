"""Permissions of this room. Those not declared here are registered by `identidad.permisos` with the house's codes."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import Ambito, declarar

ASIGNAR = "expediente.asignar"
INFORMAR = "informe.emitir"
BARRER = "motor.barrer"
RECOGER_FIRMA = "motor.recoger_firma"
VIGILAR_FICHEROS = "motor.vigilar_ficheros"
SEGUIR_PODERES = "motor.seguir_poderes"
CAMBIAR_VERSION = "motor.cambiar_version"
DECIDIR_IMPARCIALIDAD = "expediente.decidir_imparcialidad"

declarar(DECIDIR_IMPARCIALIDAD, _("Decidir sobre la abstención y la recusación de quien trabaja en su unidad"))
declarar(BARRER, _("Aplicar los vencimientos de plazos"), Ambito.SISTEMA)
declarar(RECOGER_FIRMA, _("Seguir el expediente cuando se firma o se devuelve un trámite"), Ambito.SISTEMA)
declarar(CAMBIAR_VERSION, _("Pasar a otra versión los expedientes que pide quien responde de su área"), Ambito.SISTEMA)
declarar(VIGILAR_FICHEROS, _("Encargar la corrección de ficheros con código dañino"), Ambito.SISTEMA)
declarar(
    SEGUIR_PODERES, _("Dirigir las notificaciones a la persona representada cuando termina un poder"), Ambito.SISTEMA
)
