"""Of which units somebody may see figures: those where they work, those that depend on them, or all for who sees the cases of all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.plataforma.organizacion.consultas import arbol_de_unidades, con_sus_antecesoras
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.estadistica.tipos import Alcance
from consistorio.tramitacion.expedientes.permisos import VER, VER_TODOS

PROPIAS, CON_LAS_QUE_DEPENDEN = "propias", "dependientes"


@dato
class Opcion:
    """What may be looked at: `codigo` goes in addresses."""

    codigo: str
    nombre: str
    alcance: Alcance


def opciones(actor: Actor, *, en: date) -> list[Opcion]:
    """What an actor may ask figures of on a day, the widest that is theirs first. Empty for who has no unit."""
    ramas = arbol_de_unidades(en=en)
    if actor.puede(VER_TODOS):
        todo = Opcion(PROPIAS, _("Todo el Ayuntamiento"), Alcance(None, protegido=False))
        return [
            todo,
            *(
                Opcion(
                    str(rama.unidad.id),
                    rama.unidad.nombre,
                    Alcance(_con_las_anteriores([rama.unidad]), protegido=False),
                )
                for rama in ramas
            ),
        ]
    propias, dependientes, madres = [], [], set(actor.unidades)
    for rama in ramas:  # mothers come before their daughters
        if rama.unidad.id in actor.unidades:
            propias.append(rama.unidad)
        elif rama.unidad.padre_id in madres:
            madres.add(rama.unidad.id)
            dependientes.append(rama.unidad)
    if not propias:
        return []
    hechas = [Opcion(PROPIAS, _nombres(propias), _alcance(propias, actor))]
    if len(propias) > 1:
        hechas += [_de_una(unidad, actor) for unidad in propias]
    if dependientes:
        nombre = _("%(u)s y las unidades que dependen de ella") % {"u": _nombres(propias)}
        hechas.append(Opcion(CON_LAS_QUE_DEPENDEN, nombre, _alcance([*propias, *dependientes], actor)))
        hechas += [_de_una(unidad, actor) for unidad in dependientes]
    return hechas


def _de_una(unidad: Unidad, actor: Actor) -> Opcion:
    return Opcion(str(unidad.id), unidad.nombre, _alcance([unidad], actor))


def _alcance(unidades: Iterable[Unidad], actor: Actor) -> Alcance:
    todas = _con_las_anteriores(unidades)
    return Alcance(todas, protegido=not (actor.puede(VER) and todas <= actor.unidades))


def _con_las_anteriores(unidades: Iterable[Unidad]) -> frozenset[UUID]:
    """With the units that came before, whose cases they keep."""
    return con_sus_antecesoras({unidad.id: unidad.sucede_a_id for unidad in unidades})


def _nombres(unidades: Iterable[Unidad]) -> str:
    return ", ".join(unidad.nombre for unidad in unidades)
