"""Permissions of this room."""

from consistorio.plataforma.identidad.permisos import Ambito, declarar

VER = "expediente.ver"
VER_TODOS = "expediente.ver_todos"
TRAMITAR = "expediente.tramitar"
MIS_EXPEDIENTES = "ciudadania.expediente"

declarar(VER, "Ver los expedientes de su unidad", Ambito.EMPLEADO, Ambito.SISTEMA)
declarar(VER_TODOS, "Ver todos los expedientes (control interno, archivo, Secretaría)")
declarar(TRAMITAR, "Tramitar los expedientes de su unidad", Ambito.EMPLEADO, Ambito.SISTEMA)
declarar(MIS_EXPEDIENTES, "Ver sus expedientes y presentar documentos en ellos", Ambito.CIUDADANIA)
