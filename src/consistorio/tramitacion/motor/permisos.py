"""Permissions of this room. Those not declared here are registered by `identidad.permisos` with the house's codes."""

from consistorio.plataforma.identidad.permisos import Ambito, declarar

ASIGNAR = "expediente.asignar"
INFORMAR = "informe.emitir"
BARRER = "motor.barrer"
RECOGER_FIRMA = "motor.recoger_firma"
VIGILAR_FICHEROS = "motor.vigilar_ficheros"
SEGUIR_PODERES = "motor.seguir_poderes"

declarar(BARRER, "Aplicar los vencimientos de plazos", Ambito.SISTEMA)
declarar(RECOGER_FIRMA, "Seguir el expediente cuando se firma o se devuelve un trámite", Ambito.SISTEMA)
declarar(VIGILAR_FICHEROS, "Encargar la corrección de ficheros con código dañino", Ambito.SISTEMA)
declarar(SEGUIR_PODERES, "Dirigir las notificaciones a la persona representada cuando termina un poder", Ambito.SISTEMA)
