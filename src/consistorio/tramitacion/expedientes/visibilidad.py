"""The one rule of who may see a case, used by every door: lists, search, counts, exports, documents."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.expedientes.models import Expediente, Interesado, PermisoExpediente
from consistorio.tramitacion.expedientes.permisos import MIS_EXPEDIENTES, VER, VER_TODOS

POCOS = 2_000


def visibles_para(actor: Actor, *, en: date | None = None) -> QuerySet[Expediente]:
    """The cases that an actor may see on a day (today by default).

    Staff: all with `control.expedientes`; with `expediente.ver` those of their units; always those to which a task gives them
    access while it is open. Citizens: those where they (or whom they represent in this session) are a party, and those where
    they act for a party with a power in force, or not refused (LPACAP 5.6); in a session by a power for one procedure, only its cases. System processes with `expediente.ver`: all. Anybody else: none.
    """
    todos = Expediente.objects.all()
    if actor.clase is ClaseActor.SISTEMA:
        return todos if actor.puede(VER) else todos.none()
    if actor.clase is ClaseActor.EMPLEADO:
        return todos if actor.puede(VER_TODOS) else todos.filter(_de_empleado(actor))
    if not actor.puede(MIS_EXPEDIENTES):
        return todos.none()
    if actor.solo_procedimiento:
        todos = todos.filter(version__procedimiento__codigo=actor.solo_procedimiento)
    partes = Interesado.objects.filter(expediente=OuterRef("pk"), hasta=None)
    return todos.filter(Exists(partes.filter(_de_ciudadano(actor, en or hoy(reloj_de_la_casa())))))


def visibles_por(actor: Actor, campo: str) -> Q:
    """`visibles_para` of today as a condition on rows that point to a case by the field `campo`: of a member of staff it is asked of the case
    that is read anyhow, which spares looking for it twice."""
    if actor.clase is not ClaseActor.EMPLEADO:
        return Q(**{f"{campo}__in": visibles_para(actor)})
    return Q() if actor.puede(VER_TODOS) else _de_empleado(actor, campo)


def entre_pocos(actor: Actor) -> list[UUID] | None:
    """Every case that somebody of the staff can see, and some that they may not, when there are at most `POCOS`; None when there may be more.

    It only narrows where a search looks, for whom the planner would walk through the whole town: `visibles_para` goes on being the rule.
    """
    if actor.clase is not ClaseActor.EMPLEADO or actor.puede(VER_TODOS):
        return None
    permisos = PermisoExpediente.objects.filter(hasta=None)
    partes = [
        permisos.filter(unidad_id__in=actor.unidades).values_list("expediente_id", flat=True),
        permisos.filter(empleado_id=actor.id).values_list("expediente_id", flat=True),
        Expediente.objects.filter(unidad_id__in=actor.unidades).values_list("id", flat=True),
    ]
    hallados: set[UUID] = set()
    for parte in partes:
        hallados.update(parte.order_by()[: POCOS + 1])
        if len(hallados) > POCOS:
            return None
    return sorted(hallados)


def _de_empleado(actor: Actor, campo: str = "") -> Q:
    suyo, de = (f"{campo}_id", f"{campo}__") if campo else ("pk", "")
    permisos = PermisoExpediente.objects.filter(expediente=OuterRef(suyo), hasta=None)
    regla = Q(Exists(permisos.filter(Q(unidad_id__in=actor.unidades) | Q(empleado_id=actor.id))))
    if actor.puede(VER):
        regla |= Q(**{f"{de}unidad_id__in": actor.unidades})
    return regla


def _de_ciudadano(actor: Actor, en: date) -> Q:
    con_poder = Q(representacion=None, acreditacion__in=("pendiente", "acreditada")) | Q(
        representacion__estado="vigente", representacion__desde__lte=en, representacion__hasta__gte=en
    )
    if actor.representa_a is not None:
        return Q(persona_id=actor.representa_a)
    return Q(persona_id=actor.id) | (Q(representante_id=actor.id) & con_poder)
