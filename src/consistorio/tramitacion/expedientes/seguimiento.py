"""Reads of what somebody follows: the facts of those cases since then, newest first, as far as they may see them."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.consultas import cadena_de_expediente
from consistorio.plataforma.auditoria.eventos import etiqueta_de
from consistorio.plataforma.auditoria.models import Evento
from consistorio.tramitacion.expedientes.consultas import Hito
from consistorio.tramitacion.expedientes.models import Expediente, Seguimiento
from consistorio.tramitacion.expedientes.visibilidad import visibles_por

MAXIMO_SEGUIDOS = 100


@dato
class Novedad:
    """A fact of a case that somebody follows."""

    id: UUID
    expediente: Expediente
    hito: Hito


def cadena_de(actor: Actor) -> str:
    """The chain of what somebody of the staff does about their own desk."""
    return f"empleado:{actor.id}"


def seguidos_por(actor: Actor) -> QuerySet[Seguimiento]:
    """What somebody follows and may see today, the last begun first; at most as many as one may follow."""
    if actor.clase is not ClaseActor.EMPLEADO:
        return Seguimiento.objects.none()
    suyos = Seguimiento.objects.filter(visibles_por(actor, "expediente"), empleado_id=actor.id)
    return suyos.order_by("-desde", "-id")


def lo_sigue(actor: Actor, expediente_id: UUID) -> bool:
    """Whether somebody follows a case."""
    return Seguimiento.objects.filter(empleado_id=actor.id, expediente_id=expediente_id).exists()


def novedades(actor: Actor, *, antes_de: UUID | None = None, limite: int = 25) -> list[Novedad]:
    """A page of the facts of the cases that somebody follows, since they do, newest first. `antes_de`: the last one of the page before.

    Two statements: of each case its last facts, by the order of its chain, and of those the newest of all.
    """
    ultimo = Evento.objects.filter(id=antes_de).first() if antes_de else None
    cadena = Concat(Value("expediente:"), Cast(OuterRef("expediente_id"), TextField()))
    de_cada_uno = Evento.objects.filter(cadena=cadena, momento__gt=OuterRef("desde"))
    if ultimo is not None:
        de_cada_uno = de_cada_uno.filter(Q(momento__lt=ultimo.momento) | Q(momento=ultimo.momento, id__lt=ultimo.id))
    seguidos = list(
        seguidos_por(actor)
        .annotate(hechos=ArraySubquery(de_cada_uno.order_by("-seq").values("id")[:limite]))
        .select_related("expediente__version__procedimiento")
        .defer("expediente__datos", "expediente__version__definicion")
    )
    casos = {cadena_de_expediente(uno.expediente_id): uno.expediente for uno in seguidos}
    hallados = [hecho for uno in seguidos for hecho in uno.hechos]
    if not hallados:
        return []
    hechos = Evento.objects.filter(id__in=hallados).defer("canonico").order_by("-momento", "-id")[:limite]
    return [Novedad(h.id, casos[h.cadena], _hito(h)) for h in hechos]


def _hito(hecho: Evento) -> Hito:
    return Hito(hecho.momento, hecho.tipo, etiqueta_de(hecho.tipo), hecho.actor_clase, hecho.actor_id, hecho.datos)
