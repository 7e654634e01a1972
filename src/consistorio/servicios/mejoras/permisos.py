"""Permissions of this room. Who belongs to the staff may ask in the name of their unit; who prepares the procedures of an area answers."""

from consistorio.plataforma.identidad.permisos import PEDIR_MEJORAS
from consistorio.tramitacion.catalogo.permisos import DISENAR

PEDIR, RESPONDER = PEDIR_MEJORAS, DISENAR
