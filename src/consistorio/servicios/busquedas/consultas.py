"""Reads of the searches and views that are kept."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.servicios.busquedas.models import BusquedaGuardada, VistaGuardada, VistaPrimera

MAXIMO_EN_LISTA = 200


def visibles_para(actor: Actor) -> QuerySet[BusquedaGuardada]:
    """Those that somebody of the staff keeps, and those that others keep for a unit of theirs."""
    if actor.clase is not ClaseActor.EMPLEADO:
        return BusquedaGuardada.objects.none()
    return BusquedaGuardada.objects.filter(Q(empleado_id=actor.id) | Q(unidad_id__in=actor.unidades))


def guardadas(actor: Actor) -> list[BusquedaGuardada]:
    """The visible ones by name, each with who keeps it and for which unit."""
    filas = visibles_para(actor).select_related("empleado__persona", "unidad")
    return list(filas.order_by("nombre", "id")[:MAXIMO_EN_LISTA])


def de_quien_se_fue(*, en: date) -> list[UUID]:
    """Those of who does not work here any more on a day."""
    return list(BusquedaGuardada.objects.filter(empleado__hasta__lt=en).order_by("id").values_list("id", flat=True))


def vistas_para(actor: Actor) -> QuerySet[VistaGuardada]:
    """The views that somebody of the staff keeps, and those that others keep for a unit of theirs."""
    if actor.clase is not ClaseActor.EMPLEADO:
        return VistaGuardada.objects.none()
    return VistaGuardada.objects.filter(Q(empleado_id=actor.id) | Q(unidad_id__in=actor.unidades))


def vistas(actor: Actor, lista: str) -> list[VistaGuardada]:
    """The visible ones of a list by name, each with who keeps it and for which unit; at most two hundred."""
    filas = vistas_para(actor).filter(lista=lista).select_related("empleado__persona", "unidad")
    return list(filas.order_by("nombre", "id")[:MAXIMO_EN_LISTA])


def primera(actor: Actor, lista: str) -> UUID | None:
    """Which view, of those that somebody may see, a list opens with for them."""
    suya = VistaPrimera.objects.filter(empleado_id=actor.id, lista=lista, vista__in=vistas_para(actor))
    return suya.values_list("vista_id", flat=True).first()


def primeras_de_quien_se_fue(*, en: date) -> list[UUID]:
    """With which view a list opens for who does not work here any more on a day."""
    return list(VistaPrimera.objects.filter(empleado__hasta__lt=en).order_by("id").values_list("id", flat=True))


def vistas_de_quien_se_fue(*, en: date) -> list[UUID]:
    """Those of who does not work here any more on a day."""
    return list(VistaGuardada.objects.filter(empleado__hasta__lt=en).order_by("id").values_list("id", flat=True))
