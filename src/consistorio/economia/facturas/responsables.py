"""Who answers for the invoices of a unit on a day, substitutions included."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from consistorio.economia.facturas.permisos import CONFORMAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.plataforma.organizacion.consultas import Firmante, puesto_de_organo, titular_de
from consistorio.plataforma.organizacion.mando import CABEZA, unidades_a_cargo
from consistorio.plataforma.organizacion.models import Puesto, Unidad

INTERVENCION = "intervencion"


def responsable_de(unidad: Unidad, *, en: date, salvo_de: UUID | None = None) -> Firmante | None:
    """Who conforms for a unit: the holder (or who substitutes) of the nearest post with `facturas.conformar` in it or above, one that embodies no
    organ first; else the alcaldía.

    `salvo_de`: a unit whose own posts do not count, for who heads those. None: nobody holds any of them today.
    """
    hallados = (
        firmante
        for puesto in _puestos_que_conforman(unidad)
        if puesto.unidad_id != salvo_de and (firmante := titular(puesto, en=en)) is not None
    )
    return next(hallados, None) or titular_de_organo(CABEZA, en=en)


def cargo_en(actor: Actor, unidad: Unidad, *, en: date) -> str:
    """In which capacity an actor answers for a unit today ("P. S." of a substitute); "" when in none."""
    propios = (titular(puesto, en=en) for puesto in _puestos_que_conforman(unidad))
    cabeza = titular_de_organo(CABEZA, en=en)
    return next((f.cargo_texto for f in (*propios, cabeza) if f is not None and f.empleado.id == actor.id), "")


def _puestos_que_conforman(unidad: Unidad) -> Iterator[Puesto]:
    """The posts that may conform in a unit, and then those of each one above it."""
    sube: Unidad | None = unidad
    while sube is not None:
        puestos = Puesto.objects.filter(unidad=sube, activo=True, roles__permisos__contains=[CONFORMAR]).distinct()
        yield from sorted(puestos, key=lambda uno: (bool(uno.organo), uno.codigo))
        sube = Unidad.objects.filter(id=sube.padre_id).first() if sube.padre_id is not None else None


def titular(puesto: Puesto, *, en: date) -> Firmante | None:
    """Who signs for a post, if somebody does."""
    try:
        return titular_de(puesto, en=en)
    except (NoEncontrado, Conflicto):
        return None


def titular_de_organo(organo: str, *, en: date) -> Firmante | None:
    """Who signs for the post of an organ, if somebody does."""
    try:
        return titular(puesto_de_organo(organo), en=en)
    except NoEncontrado:
        return None


def responde_por(actor: Actor, unidad: Unidad, *, en: date) -> bool:
    """Whether an actor conforms for a unit today: heads it or what is above it, or is who does when nobody heads it."""
    if unidad.id in unidades_a_cargo(actor.id, permiso=CONFORMAR, en=en):
        return True
    responsable = responsable_de(unidad, en=en)
    return responsable is not None and responsable.empleado.id == actor.id
