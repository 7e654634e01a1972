"""Who heads what: the units of the posts that carry a permission, with all those below."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q

from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.nucleo.recordado import Recordado
from consistorio.plataforma.auditoria.consultas import cabeza_de
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.organizacion.consultas import Firmante, titular_de, vigente
from consistorio.plataforma.organizacion.eventos import CADENA
from consistorio.plataforma.organizacion.models import Ocupacion, Puesto, Suplencia, Unidad

CABEZA = "alcaldia"
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


def superior_de(empleado_id: UUID, *, permiso: str, en: date, salvo: Collection[UUID] = ()) -> Firmante | None:
    """Who heads somebody on a day: the holder of the nearest post with `permiso` in the unit of their own post or in one above; else
    the alcaldía, which heads those who embody an organ too. `salvo`: people who do not count. None: nobody is above.
    """
    propios = list(
        Puesto.objects.filter(
            ocupaciones__in=Ocupacion.objects.filter(vigente(en), empleado_id=empleado_id), activo=True
        )
        .select_related("unidad")
        .order_by("codigo")
    )
    de_un_organo = any(puesto.organo for puesto in propios)
    unidad_id = None if de_un_organo or not propios else propios[0].unidad_id
    vistos = {empleado_id, *salvo}
    while unidad_id is not None:
        puestos = Puesto.objects.filter(unidad_id=unidad_id, activo=True, roles__permisos__contains=[permiso])
        for puesto in sorted(puestos.distinct(), key=lambda uno: (not uno.organo, uno.codigo)):
            firmante = _titular(puesto, en)
            if firmante is not None and firmante.empleado.id not in vistos:
                return firmante
        unidad_id = Unidad.objects.filter(id=unidad_id).values_list("padre_id", flat=True).first()
    if any(puesto.organo == CABEZA for puesto in propios):
        return None
    cabeza = Puesto.objects.filter(organo=CABEZA, activo=True).first()
    firmante = _titular(cabeza, en) if cabeza is not None else None
    return firmante if firmante is not None and firmante.empleado.id not in vistos else None


def _titular(puesto: Puesto, en: date) -> Firmante | None:
    try:
        return titular_de(puesto, en=en)
    except (NoEncontrado, Conflicto):
        return None


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
