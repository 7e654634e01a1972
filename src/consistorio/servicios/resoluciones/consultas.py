"""Reads of the resolutions and their book."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.servicios.resoluciones.models import Libro, Resolucion
from consistorio.servicios.resoluciones.permisos import LIBRO
from consistorio.tramitacion.expedientes import consultas as expedientes

MAXIMO_EN_LISTA = 200


def visibles_para(actor: Actor) -> QuerySet[Resolucion]:
    """Those of the cases that the actor may see; all for who keeps the book."""
    todas = Resolucion.objects.select_related("libro", "expediente")
    if actor.clase is ClaseActor.SISTEMA or actor.puede(LIBRO):
        return todas
    return todas.filter(expediente__in=expedientes.visibles_para(actor))


def de_expediente(expediente_id: UUID) -> QuerySet[Resolucion]:
    """The resolutions of a case, in order."""
    return (
        Resolucion.objects.filter(expediente_id=expediente_id)
        .select_related("libro", "documento", "propuesta_documento")
        .prefetch_related("devoluciones")
        .order_by("id")
    )


def vigente_de(expediente_id: UUID) -> Resolucion | None:
    """The resolution in the making or made, leaving out the annulled ones."""
    return de_expediente(expediente_id).exclude(estado=Resolucion.Estado.ANULADA).order_by("-id").first()


def indice(libro: Libro, *, desde: int = 1, limite: int = 50) -> list[Resolucion]:
    """A page of the book in the order of its numbers, from number `desde` (keyset)."""
    return list(
        Resolucion.objects.filter(libro=libro, numero__gte=desde)
        .select_related("libro", "expediente", "documento", "diligencia")
        .order_by("numero")[: min(limite, MAXIMO_EN_LISTA)]
    )


def libros() -> QuerySet[Libro]:
    """Every book, the newest first."""
    return Libro.objects.order_by("-anio")
