"""Permissions of this room. Those not declared here are registered by `identidad.permisos` with the house's codes."""

from consistorio.plataforma.identidad.permisos import Ambito, declarar

ASIGNAR = "expediente.asignar"
INFORMAR = "informe.emitir"
BARRER = "motor.barrer"
RECOGER_FIRMA = "motor.recoger_firma"

declarar(BARRER, "Aplicar los vencimientos de plazos", Ambito.SISTEMA)
declarar(RECOGER_FIRMA, "Seguir el expediente cuando se firma o se devuelve un trámite", Ambito.SISTEMA)
