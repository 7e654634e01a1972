"""Reads of what is done to many things at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.dato import dato
from consistorio.servicios.encargos.models import Encargo, FilaEncargo
from consistorio.servicios.encargos.reglas import MAXIMO, Marcada
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.visibilidad import visibles_para
from consistorio.tramitacion.motor.consultas import tareas_de
from consistorio.tramitacion.motor.despacho import anterior_a, con_motivo
from consistorio.tramitacion.motor.models import Tarea

EN_LISTA = 50


@dato
class Marcha:
    """How far one is: of `total`, those done and those that could not be."""

    encargo: Encargo
    total: int
    hechas: int
    fallidas: int


def propios(actor: Actor, *, en: datetime) -> list[Marcha]:
    """The last that somebody asked for, the newest first, with how far each is."""
    suyos = Encargo.objects.filter(solicitante_id=actor.id, caduca_el__gt=en).order_by("-pedido_el", "-id")
    cuenta = suyos.annotate(
        total=Count("filas"),
        hechas=Count("filas", filter=Q(filas__estado="hecha")),
        fallidas=Count("filas", filter=Q(filas__estado="fallida")),
    )
    return [Marcha(uno, uno.total, uno.hechas, uno.fallidas) for uno in cuenta[:EN_LISTA]]


def hay_en_marcha(actor: Actor) -> bool:
    """Whether something that they asked for is not over yet."""
    return Encargo.objects.filter(solicitante_id=actor.id, terminado_el=None).exists()


def filas_de(encargo: Encargo) -> list[FilaEncargo]:
    """The rows of one, in the order in which they are done, with their cases."""
    return list(encargo.filas.select_related("expediente", "tarea").order_by("orden"))


def por_retirar(*, en: datetime, limite: int = 200) -> QuerySet[Encargo]:
    """Those whose month is over, the oldest first."""
    return Encargo.objects.filter(caduca_el__lte=en).order_by("caduca_el", "id")[:limite]


def marcadas(actor: Actor, ids: Collection[UUID]) -> list[Tarea]:
    """Of the tasks that somebody chose those that are open and that they may do or see, the oldest case first (LPACAP 71.2)."""
    suyas = tareas_de(actor).filter(id__in=set(ids)).select_related("expediente", "unidad", "asignada_a__persona")
    return list(suyas.order_by("incoada_el", "id")[: MAXIMO + 1])


def marcados(actor: Actor, ids: Collection[UUID]) -> list[Expediente]:
    """Of the cases that somebody chose those that they may see, the oldest first."""
    return list(visibles_para(actor).filter(id__in=set(ids)).order_by("abierto_el", "id")[: MAXIMO + 1])


def como_marcada(tarea: Tarea) -> Marcada:
    """A task as the rules of what is done together see it."""
    asunto = (tarea.procedimiento_id, tarea.codigo) if tarea.del_modelo else None
    return Marcada(tarea.unidad_id, tarea.tipo, asunto, tarea.expediente.numero, tarea.nombre)


def se_adelantan(tareas: Sequence[Tarea], actor: Actor, *, entre_libres: bool) -> Tarea | None:
    """The first task that stays behind although its case entered before that of some of these, which are alike and go together; None when none does,
    or when why is on record for all of them."""
    if actor.clase is not ClaseActor.EMPLEADO or not tareas:
        return None
    juntas = [tarea.id for tarea in tareas]
    anterior = anterior_a(tareas[-1], actor, entre_libres=entre_libres, sin=juntas)
    if anterior is None:
        return None
    ya = con_motivo(tareas)
    return anterior if any(t.incoada_el > anterior.incoada_el and t.id not in ya for t in tareas) else None
