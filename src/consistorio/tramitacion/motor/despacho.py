"""Reads of the order of dispatch (LPACAP 71.2): whose turn it is, and what is next. The rule itself is pure: `turnos`."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.tramitacion.expedientes.apartados import casos_sin_intervenir
from consistorio.tramitacion.motor.consultas import acciones_de, primeras
from consistorio.tramitacion.motor.consultas_imparcialidad import es_para_apartados
from consistorio.tramitacion.motor.models import MotivoDeTarea, Tarea
from consistorio.tramitacion.motor.turnos import Turno, siguiente, va_antes

POR_HACER = [Tarea.Estado.PENDIENTE, Tarea.Estado.EN_CURSO]
# How many tasks are asked, one by one, whether something can be done with them: each asks the database several times
MIRADAS = 10


def turno_de(tarea: Tarea, actor: Actor) -> Turno:
    """A task as the order of dispatch sees it. Only those of the procedure are alike: what somebody asks apart is like no other."""
    asunto = (tarea.unidad_id, tarea.procedimiento_id, tarea.codigo) if tarea.del_modelo else None
    return Turno(tarea.id, asunto, tarea.incoada_el, tarea.vence, _parada(tarea, actor))


def anterior_a(tarea: Tarea, actor: Actor, *, entre_libres: bool = False, sin: Collection[UUID] = ()) -> Tarea | None:
    """The first task that has its turn before this one and that this person could do: free in their unit, or in their hands already (also those of
    whom they substitute).

    `entre_libres`: only among the free ones, for who takes another. Those in the hands of others are being dispatched. The ten oldest are
    looked at: when all wait for something else, nobody is before. `sin`: tasks that do not count, for who does them all together. None too
    for who is not of the staff.
    """
    if actor.clase is not ClaseActor.EMPLEADO or not tarea.del_modelo:
        return None
    # A place in the order, not something to do: whether it is stopped itself does not matter
    turno = Turno(tarea.id, (tarea.unidad_id, tarea.procedimiento_id, tarea.codigo), tarea.incoada_el)
    manos = () if entre_libres else (actor.id, *actor.suple_a)
    anteriores = _anteriores(tarea, actor, manos, sin)
    return next((otra for otra in anteriores if va_antes(turno_de(otra, actor), turno)), None)


def tiene_motivo(tarea: Tarea) -> bool:
    """Whether the reason why it is done out of its turn is on record already: it is asked once."""
    return tarea.motivos.filter(clase=MotivoDeTarea.Clase.ADELANTO).exists()


def con_motivo(tareas: Collection[Tarea]) -> frozenset[UUID]:
    """Of some tasks, those whose reason to be done out of their turn is on record already."""
    dados = MotivoDeTarea.objects.filter(tarea__in=tareas, clase=MotivoDeTarea.Clase.ADELANTO)
    return frozenset(dados.values_list("tarea_id", flat=True))


def siguiente_tarea(actor: Actor) -> Tarea | None:
    """What this person does next: of theirs, else of whom they substitute, else of what is free in their unit, as `turnos.siguiente` says.

    Nothing of the cases where they may not intervene, but to say it (LRJSP 23-24). When nothing can be done with any of the first to expire, the first of them, whose case says what it waits for.
    """
    atascada, ajenos = None, casos_sin_intervenir(actor.id)
    for cual in ("mias", "suplo", "sin_asignar"):
        tareas = {
            t.id: t
            for t in primeras(actor, cual, limite=MIRADAS)
            if t.expediente_id not in ajenos or es_para_apartados(t)
        }
        urgente = siguiente(turno_de(tarea, actor) for tarea in tareas.values())
        if urgente is not None:
            tarea = tareas[urgente.tarea_id]
            return anterior_a(tarea, actor) or tarea
        atascada = atascada or next(iter(tareas.values()), None)
    return atascada


def _anteriores(tarea: Tarea, actor: Actor, manos: Collection[UUID], sin: Collection[UUID]) -> QuerySet[Tarea]:
    """The ten oldest of those alike whose case entered before, free or in those hands. Each part has an index that gives it in that order."""
    iguales = Tarea.objects.filter(
        unidad_id=tarea.unidad_id,
        procedimiento_id=tarea.procedimiento_id,
        codigo=tarea.codigo,
        incoada_el__lt=tarea.incoada_el,
        del_modelo=True,
        cerrada_el=None,
        estado__in=POR_HACER,
    ).exclude(Q(expediente__in=casos_sin_intervenir(actor.id)) | Q(id__in=list(sin)))
    suya = tarea.unidad_id in actor.unidades
    de_quien = [Q(asignada_a_id=mano) for mano in manos if suya or mano == actor.id]
    if suya:
        de_quien.append(Q(asignada_a=None))
    if not de_quien:
        return Tarea.objects.none()
    primera, *otras = (iguales.filter(parte).order_by("incoada_el", "id").values("id")[:MIRADAS] for parte in de_quien)
    halladas = Tarea.objects.filter(id__in=primera.union(*otras) if otras else primera)
    enteras = halladas.select_related("expediente__version__procedimiento", "unidad")
    return enteras.order_by("incoada_el", "id")[:MIRADAS]


def _parada(tarea: Tarea, actor: Actor) -> bool:
    """Whether everything that could be done with it is still impeded."""
    acciones = acciones_de(tarea, actor)
    return bool(acciones) and all(accion.impedimentos for accion in acciones)
