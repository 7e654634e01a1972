"""Reads of who heads units: what each person of them, and of those below, has in hand."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.organizacion.consultas import APELLIDOS, MAXIMO_EN_LISTA, ausentes_en, vigente
from consistorio.plataforma.organizacion.mando import unidades_a_cargo
from consistorio.plataforma.organizacion.models import Empleado, Ocupacion
from consistorio.tramitacion.expedientes.visibilidad import visibles_por
from consistorio.tramitacion.motor.atrasos import atrasadas, se_puede_hacer
from consistorio.tramitacion.motor.consultas import DE_BANDEJA, POR_FECHA, tras_la
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.permisos import ASIGNAR

TOPE = 100


@dato
class Equipo:
    """The units that somebody heads today; none for who heads nothing."""

    actor: Actor
    unidades: frozenset[UUID]
    dia: date

    def __bool__(self) -> bool:
        return bool(self.unidades)


def equipo_de(actor: Actor, *, en: date) -> Equipo:
    """Whom this person supervises: those of the units of the posts by which they share out the work, and of the units below."""
    unidades = unidades_a_cargo(actor.id, permiso=ASIGNAR, en=en) if actor.puede(ASIGNAR) else frozenset()
    return Equipo(actor, unidades, en)


@dato
class EnMano:
    """What one person has in hand, counted up to a hundred. `vencidas`: those late; `primera`: the first date of what can be done."""

    empleado: Empleado
    abiertas: int
    vencidas: int
    primera: date | None
    ausente: bool


def por_persona(equipo: Equipo) -> list[EnMano]:
    """Each person of those units, and who has tasks of them without being there any more, by surname; at most two hundred. Two statements."""
    ausentes = ausentes_en(equipo.dia)
    suyas = _abiertas(equipo).filter(asignada_a=OuterRef("pk")).order_by(*POR_FECHA)
    gente = _gente(equipo).annotate(
        abiertas=_hasta_el_tope(suyas),
        vencidas=_hasta_el_tope(suyas.filter(atrasadas(equipo.dia))),
        primera=Subquery(suyas.filter(se_puede_hacer()).values("vence")[:1]),
    )
    return [
        EnMano(uno, uno.abiertas, uno.vencidas, uno.primera, uno.id in ausentes)
        for uno in gente.select_related("persona").order_by(*APELLIDOS, "id")[:MAXIMO_EN_LISTA]
    ]


def cuantas_en_equipo(equipo: Equipo) -> int:
    """How many open tasks the people of those units have, counted up to a hundred of each, in one statement."""
    if not equipo:
        return 0
    gente = _gente(equipo).annotate(abiertas=_hasta_el_tope(_abiertas(equipo).filter(asignada_a=OuterRef("pk"))))
    return min(TOPE, int(gente.aggregate(total=Sum("abiertas"))["total"] or 0))


def persona_del_equipo(equipo: Equipo, empleado_id: UUID) -> Empleado:
    """Somebody of those units, or with tasks of them. Raises NoEncontrado."""
    quien = _gente(equipo).select_related("persona").filter(id=empleado_id).first() if equipo else None
    if quien is None:
        raise NoEncontrado(_("No encontramos a esa persona en las unidades que dirige."))
    return quien


def tareas_de_persona(equipo: Equipo, empleado_id: UUID, *, tras: Tarea | None = None, limite: int = 25) -> list[Tarea]:
    """A page of what somebody of those units has in hand, by date, those that wait too.

    Each says in `se_ve` whether its case may be seen by who asks: heading a unit below does not open its cases.
    """
    tareas = _abiertas(equipo).filter(asignada_a_id=empleado_id)
    if tras is not None:
        tareas = tareas.filter(tras_la(tras))
    visible = visibles_por(equipo.actor, "expediente")
    se_ve = ExpressionWrapper(visible, output_field=BooleanField()) if visible else Value(value=True)
    return list(
        tareas.annotate(se_ve=se_ve)
        .select_related("expediente", "unidad", "asignada_a__persona")
        .only(*DE_BANDEJA)
        .order_by(*POR_FECHA)[: min(limite, MAXIMO_EN_LISTA)]
    )


def tarea_del_equipo(equipo: Equipo, tarea_id: UUID) -> Tarea | None:
    """An open task of those units, for the page after it."""
    return _abiertas(equipo).filter(id=tarea_id).first() if equipo else None


def _abiertas(equipo: Equipo) -> QuerySet[Tarea]:
    return Tarea.objects.filter(cerrada_el=None, unidad_id__in=equipo.unidades)


def _gente(equipo: Equipo) -> QuerySet[Empleado]:
    """Everybody else of those units, or with open tasks of them: asked of each employee, who are few beside the tasks."""
    en_ellas = Ocupacion.objects.filter(vigente(equipo.dia), puesto__unidad_id__in=equipo.unidades)
    con_tareas = Exists(_abiertas(equipo).filter(asignada_a=OuterRef("pk")))
    gente = Empleado.objects.filter(Q(id__in=en_ellas.values("empleado_id")) | Q(con_tareas))
    return gente.exclude(id=equipo.actor.id)


def _hasta_el_tope(tareas: QuerySet[Tarea]) -> Func:
    """How many there are, counted up to the cap: no more are read."""
    return Func(ArraySubquery(tareas.values("id")[:TOPE]), function="CARDINALITY", output_field=IntegerField())
