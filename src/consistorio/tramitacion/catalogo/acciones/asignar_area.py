"""Say which unit answers for an area of the definitions."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.catalogo.eventos import AreaAsignada
from consistorio.tramitacion.catalogo.models import Area
from consistorio.tramitacion.catalogo.permisos import PUBLICAR

CADENA = "sistema"


@accion("catalogo.area.asignada", permiso=PUBLICAR, norma="LPACAP art. 20; LRJSP art. 5")
def asignar_area(*, actor: Actor, area: str, unidad_id: UUID, reloj: Reloj, nombre: str = "") -> Area:
    """Give an area to a unit; made if it is new. Cases already open stay where they are.

    Who: with `catalogo.publicar`. Writes: Area. Emits: catalogo.area.asignada. Raises NoEncontrado.
    """
    unidad = Unidad.objects.filter(id=unidad_id).first()
    if unidad is None:
        raise NoEncontrado(_("No encontramos esa unidad."))
    fila, _nueva = Area.objects.select_for_update().get_or_create(
        codigo=area, defaults={"nombre": nombre or unidad.nombre}
    )
    fila.unidad = unidad
    fila.nombre = nombre or fila.nombre
    fila.save(update_fields=["unidad", "nombre"])
    anotar(CADENA, AreaAsignada(area, unidad.id), actor=actor, reloj=reloj)
    return fila
