"""Permissions of this room. Those not declared here are registered by `identidad.permisos` with the house's codes."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.identidad.permisos import declarar

VER = "expediente.ver"
TRAMITAR = "expediente.tramitar"
MIS_EXPEDIENTES = "expediente.ver_propio"
VER_TODOS = "control.expedientes"

declarar(VER_TODOS, _("Ver los expedientes de todas las unidades (Secretaría, control interno, archivo)"))
