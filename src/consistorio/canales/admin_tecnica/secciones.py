"""The sections of the technical administration and who may open each."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato


@dato
class Seccion:
    """A tab."""

    url: str
    texto: str | Promise
    permiso: str


SECCIONES = (
    Seccion("/administracion/", _("Estado"), "sistema.administrar"),
    Seccion("/administracion/trabajos/", _("Trabajos"), "colas.administrar"),
    Seccion("/administracion/unidades/", _("Unidades"), "organizacion.administrar"),
    Seccion("/administracion/puestos/", _("Puestos"), "organizacion.administrar"),
    Seccion("/administracion/roles/", _("Roles"), "organizacion.administrar"),
    Seccion("/administracion/personas/", _("Personas"), "organizacion.administrar"),
    Seccion("/administracion/sustituciones/", _("Suplencias y ausencias"), "organizacion.administrar"),
    Seccion("/administracion/catalogo/", _("Procedimientos"), "catalogo.cargar"),
    Seccion("/administracion/datos-legales/", _("Datos legales"), "legal.anotar"),
    Seccion("/administracion/calendario/", _("Calendario"), "calendario.publicar"),
    Seccion("/administracion/incidencias/", _("Incidencias"), "sistema.incidencias"),
    Seccion("/administracion/cargar/", _("Cargar ficheros"), "organizacion.administrar"),
    Seccion("/administracion/ajustes/", _("Ajustes"), "sistema.administrar"),
    Seccion("/administracion/cabeceras/", _("Cabeceras"), "sistema.administrar"),
    Seccion("/administracion/accesos/", _("Quién miró qué"), "auditoria.ver"),
)
