"""The one rule of who may see a case, used by every door: lists, search, counts, exports, documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, UUIDField, Value

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import con_sus_sucesoras
from consistorio.plataforma.organizacion.models import Puesto, Unidad
from consistorio.tramitacion.expedientes.models import Expediente, Interesado, PermisoExpediente
from consistorio.tramitacion.expedientes.permisos import MIS_EXPEDIENTES, VER, VER_TODOS

POCOS = 2_000
SIN_CONDICION = Q()
# What an access is for (`PermisoExpediente.causa`) when it was given to somebody to sign: whoever substitutes them signs, so sees the case
FIRMA = "firma:"


def visibles_para(actor: Actor, *, en: date | None = None) -> QuerySet[Expediente]:
    """The cases that an actor may see on a day (today by default).

    Staff: all with `control.expedientes`; with `expediente.ver` those of their units; always those to which a task gives them
    access while it is open, and those that whom they substitute was given to sign. Citizens: those where they (or whom they represent in this session) are a party, and those where
    they act for a party with a power in force, or not refused (LPACAP 5.6); in a session by a power for one procedure, only its cases. System processes with `expediente.ver`: all. Anybody else: none.
    """
    todos = Expediente.objects.all()
    if actor.clase is ClaseActor.SISTEMA:
        return todos if actor.puede(VER) else todos.none()
    if actor.clase is ClaseActor.EMPLEADO:
        return todos.filter(SeVe(actor)) if _ve_por_su_trabajo(actor) else todos
    if not actor.puede(MIS_EXPEDIENTES):
        return todos.none()
    if actor.solo_procedimiento:
        todos = todos.filter(version__procedimiento__codigo=actor.solo_procedimiento)
    partes = Interesado.objects.filter(expediente=OuterRef("pk"), hasta=None)
    return todos.filter(Exists(partes.filter(_de_ciudadano(actor, en or hoy(reloj_de_la_casa())))))


def sin_pedirlo(actor: Actor, campo: str) -> Q:
    """Whether a citizen is a party of the case that a relation names without having asked for what it is about."""
    partes = Interesado.objects.filter(expediente=OuterRef(campo), hasta=None).exclude(
        papel=Interesado.Papel.SOLICITANTE
    )
    return Q(Exists(partes.filter(_de_ciudadano(actor, hoy(reloj_de_la_casa())))))


def visibles_por(actor: Actor, campo: str, *, fila_a_fila: bool = False) -> Q:
    """`visibles_para` of today as a condition on rows that point to a case by the field `campo`: of a member of staff it is asked of the case
    that is read anyhow, which spares looking for it twice. `fila_a_fila`: as in `SeVe`, where few rows are asked."""
    if actor.clase is not ClaseActor.EMPLEADO:
        return Q(**{f"{campo}__in": visibles_para(actor)})
    return Q(SeVe(actor, campo, fila_a_fila=fila_a_fila)) if _ve_por_su_trabajo(actor) else Q()


def entre_pocos(actor: Actor) -> frozenset[UUID] | None:
    """Every case that somebody of the staff may see today, when there are at most `POCOS`; None when there may be more, and for who sees all.

    Who sees few looks among those: left to itself the planner would walk through the whole town.
    """
    if not _ve_por_su_trabajo(actor):
        return None
    de_la_unidad = Expediente.objects.filter(unidad_id__in=_unidades_que_ve(actor)).order_by()
    if de_la_unidad.values("unidad_id")[POCOS : POCOS + 1]:  # seen without bringing them: their index is enough
        return None
    permisos = PermisoExpediente.objects.filter(hasta=None).order_by()
    de_todas_partes = de_la_unidad.values_list("id").union(
        permisos.filter(unidad_id__in=actor.unidades).values_list("expediente_id"),
        *(permisos.filter(suyo).values_list("expediente_id") for suyo in _en_persona(actor)),
    )
    hallados = frozenset(identificador for (identificador,) in de_todas_partes[: POCOS + 1])
    return hallados if len(hallados) <= POCOS else None


def a_la_busca(actor: Actor) -> QuerySet[Expediente]:
    """`visibles_para` for a search that takes the first that fit: staff are asked of each case found, until there are enough. Left to itself the
    planner first reads every access of the unit, which costs more than the search."""
    if not _ve_por_su_trabajo(actor):
        return visibles_para(actor)
    return Expediente.objects.filter(SeVe(actor, fila_a_fila=True))


def recientes(actor: Actor, limite: int, condicion: Q = SIN_CONDICION) -> QuerySet[Expediente]:
    """The newest visible cases that fulfil a condition on `Expediente`, newest first.

    For staff the newest by each way of the rule, each in the order of its index until there are enough; the newest of all are among them.
    Filtered row by row, whoever sees one of each thousand would read thousands to find a page.
    """
    if not _ve_por_su_trabajo(actor):
        return visibles_para(actor).filter(condicion).order_by("-id")[:limite]
    buscados = Expediente.objects.filter(condicion)
    permisos = PermisoExpediente.objects.filter(hasta=None)
    if condicion:
        permisos = permisos.filter(ExistsFilaAFila(buscados.filter(id=OuterRef("expediente_id"))))
    en_persona = (permisos.filter(suyo) for suyo in _en_persona(actor))
    accesos = (*en_persona, *(permisos.filter(unidad_id=una) for una in actor.unidades))
    primera, *otras = (via.order_by("-expediente_id").values("expediente_id").distinct()[:limite] for via in accesos)
    de_unidades = (buscados.filter(unidad_id=una) for una in _unidades_que_ve(actor))
    hallados = primera.union(*otras, *(via.order_by("-id").values("id")[:limite] for via in de_unidades))
    return Expediente.objects.filter(id__in=hallados).order_by("-id")[:limite]


def unidades_que_lo_ven(expediente: Expediente, unidades: Iterable[Unidad]) -> list[Unidad]:
    """Of some units in force those whose people see a case for working there: its own, those to which a task gives access while it is
    open, those that succeed them, and those with a post that answers for all cases."""
    accesos = PermisoExpediente.objects.filter(expediente=expediente, hasta=None).exclude(unidad=None)
    suyas = con_sus_sucesoras({expediente.unidad_id, *accesos.values_list("unidad_id", flat=True)})
    de_todos = Puesto.objects.filter(activo=True, roles__permisos__contains=[VER_TODOS])
    ven = suyas | set(de_todos.values_list("unidad_id", flat=True))
    return [unidad for unidad in unidades if unidad.id in ven]


def unidades_que_ve(actor: Actor) -> frozenset[UUID] | None:
    """The units whose cases somebody of the staff sees for being of them; None for who sees those of all."""
    return _unidades_que_ve(actor) if _ve_por_su_trabajo(actor) else None


def por_permiso(actor: Actor) -> QuerySet[PermisoExpediente]:
    """The open accesses to cases that a task gives to somebody of the staff, or to their units."""
    suyos = Q(unidad_id__in=actor.unidades)
    for en_persona in _en_persona(actor):
        suyos |= en_persona
    return PermisoExpediente.objects.filter(suyos, hasta=None)


def en_lista(campo: str, identificadores: Iterable[UUID]) -> Func:
    """Whether a field is one of some identifiers, which travel as one array: `__in` writes and reads thousands of parameters one by one."""
    lista = Value(f"{{{','.join(uno.hex for uno in identificadores)}}}", output_field=ArrayField(UUIDField()))
    return Func(F(campo), lista, template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField())


class ExistsFilaAFila(Exists):
    """An Exists that PostgreSQL asks of each row: it makes no table beforehand of all the rows for which it holds."""

    template = Exists.template.replace("%(subquery)s", "%(subquery)s OFFSET 0")


def _ve_por_su_trabajo(actor: Actor) -> bool:
    """Whether they are of the staff and see what is of their units or was given to them, and not all."""
    return actor.clase is ClaseActor.EMPLEADO and not actor.puede(VER_TODOS)


def _unidades_que_ve(actor: Actor) -> frozenset[UUID]:
    """The units whose cases they see for being of them."""
    return actor.unidades if actor.puede(VER) else frozenset()


class SeVe(Func):
    """Whether a member of the staff may see the case of a row: their unit first, which the row of the case says, then their accesses.

    The accesses are those of `por_permiso`; `tests/test_visibilidad.py` holds every way of asking to the others. In SQL: it is in nearly every
    question, several times in some, and a condition built by the ORM cost a fourth of the time of a search.
    `fila_a_fila`: it is asked of each row, and PostgreSQL makes no table beforehand of all the cases that somebody sees; for who takes the first that fit.
    """

    template = """(%(unidad)s = ANY(%%s::uuid[]) OR EXISTS (
        SELECT 1 FROM expedientes_permisoexpediente suyo WHERE suyo.expediente_id = %(caso)s AND suyo.hasta IS NULL AND (
            suyo.unidad_id = ANY(%%s::uuid[]) OR suyo.empleado_id = %%s::uuid
            OR (suyo.empleado_id = ANY(%%s::uuid[]) AND suyo.causa LIKE %%s)
        ) %(una_a_una)s
    ))"""
    output_field = BooleanField()
    conditional = True

    def __init__(self, actor: Actor, campo: str = "", *, fila_a_fila: bool = False) -> None:
        caso, unidad = (f"{campo}_id", f"{campo}__unidad_id") if campo else ("pk", "unidad_id")
        super().__init__(F(caso), F(unidad))
        self.actor, self.fila_a_fila = actor, fila_a_fila

    def as_sql(self, compiler: Any, connection: Any, **_mas: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        (caso, de_caso), (unidad, de_unidad) = (compiler.compile(parte) for parte in self.get_source_expressions())
        partes = {"caso": caso, "unidad": unidad, "una_a_una": "OFFSET 0" if self.fila_a_fila else ""}
        quien = self.actor
        suyas = [sorted(_unidades_que_ve(quien)), sorted(quien.unidades), quien.id, sorted(quien.suple_a), f"{FIRMA}%"]
        return self.template % partes, [*de_unidad, suyas[0], *de_caso, *suyas[1:]]


def _en_persona(actor: Actor) -> list[Q]:
    """The accesses that they have in person, each with its index: theirs, and those to sign of each one whom they substitute."""
    return [
        Q(empleado_id=actor.id),
        *(Q(empleado_id=ausente, causa__startswith=FIRMA) for ausente in sorted(actor.suple_a)),
    ]


def _de_ciudadano(actor: Actor, en: date) -> Q:
    con_poder = Q(representacion=None, acreditacion__in=("pendiente", "acreditada")) | Q(
        representacion__estado="vigente", representacion__desde__lte=en, representacion__hasta__gte=en
    )
    if actor.representa_a is not None:
        return Q(persona_id=actor.representa_a)
    return Q(persona_id=actor.id) | (Q(representante_id=actor.id) & con_poder)
