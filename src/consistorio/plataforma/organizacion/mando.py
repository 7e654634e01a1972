"""Who heads what: the units of the posts that carry a permission, with all those below."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from consistorio.nucleo.recordado import Recordado
from consistorio.plataforma.auditoria.consultas import cabeza_de
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.organizacion.consultas import vigente
from consistorio.plataforma.organizacion.eventos import CADENA
from consistorio.plataforma.organizacion.models import Ocupacion, Puesto, Suplencia, Unidad

_SABIDAS: Recordado[frozenset[UUID]] = Recordado()


def unidades_a_cargo(empleado_id: UUID, *, permiso: str, en: date) -> frozenset[UUID]:
    """The units that somebody heads on a day: those of the posts that they hold or substitute with a role that gives `permiso`, every unit
    below, and those that any of them succeeds.

    A permission of another post of theirs heads nothing here: it is of the unit of that post. Read again when the organisation changes.
    """
    cabeza = cabeza_de(CADENA)
    if not cabeza:
        return _a_cargo(empleado_id, permiso, en)
    clave = (alias_actual(), cabeza, empleado_id, permiso, en)
    return _SABIDAS.de(clave, lambda: _a_cargo(empleado_id, permiso, en))


def _a_cargo(empleado_id: UUID, permiso: str, en: date) -> frozenset[UUID]:
    propios = Ocupacion.objects.filter(vigente(en), empleado_id=empleado_id).values("puesto_id")
    suplidos = Suplencia.objects.filter(vigente(en), suplente_id=empleado_id).values("puesto_id")
    puestos = Puesto.objects.filter(
        Q(id__in=propios) | Q(id__in=suplidos), activo=True, roles__permisos__contains=[permiso]
    )
    todas: set[UUID] = set()
    nuevas = set(puestos.values_list("unidad_id", flat=True))
    while nuevas:
        todas |= nuevas
        cercanas = Unidad.objects.filter(Q(padre_id__in=nuevas) | Q(sucesoras__in=nuevas))
        nuevas = set(cercanas.values_list("id", flat=True)) - todas
    return frozenset(todas)
