"""Permissions of this room."""

from consistorio.plataforma.identidad.permisos import Ambito, declarar

ASIGNAR = "tarea.asignar"
INFORMAR = "expediente.informar"
BARRER = "motor.barrer"

declarar(ASIGNAR, "Repartir las tareas de su unidad")
declarar(INFORMAR, "Emitir los informes que se piden a su unidad")
declarar(BARRER, "Aplicar los vencimientos de plazos", Ambito.SISTEMA)
