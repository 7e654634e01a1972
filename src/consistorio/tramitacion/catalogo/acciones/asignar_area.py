"""Say which unit answers for an area of the definitions."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.catalogo import operaciones
from consistorio.tramitacion.catalogo.models import Area
from consistorio.tramitacion.catalogo.permisos import PUBLICAR


@accion("catalogo.area.asignada", permiso=PUBLICAR, norma="LPACAP art. 20; LRJSP art. 5")
def asignar_area(*, actor: Actor, area: str, unidad_id: UUID, reloj: Reloj, nombre: str = "") -> Area:
    """Give an area to a unit; made if it is new. Cases already open stay where they are.

    Who: with `catalogo.publicar`. Writes: Area. Emits: catalogo.area.asignada. Raises NoEncontrado (no unit in force).
    """
    unidad = Unidad.objects.filter(id=unidad_id, desde__lte=hoy(reloj), hasta=None).first()
    if unidad is None:
        raise NoEncontrado(_("No encontramos esa unidad."))
    return operaciones.asignar_area(area, unidad, nombre=nombre, actor=actor, reloj=reloj)
