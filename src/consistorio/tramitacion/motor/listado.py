"""The list of cases: which ones of those that somebody may see, until when each has to be resolved, and who has its next task."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.tramitacion.catalogo.tipos import FASES
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.visibilidad import (
    POCOS,
    SIN_CONDICION,
    ExistsFilaAFila,
    a_la_busca,
    en_lista,
    recientes,
)
from consistorio.tramitacion.motor.models import Plazo, Tarea

TODOS, MIOS, DE_MI_UNIDAD, FUERA_DE_PLAZO, ACABAN_PRONTO = "todos", "mios", "unidad", "fuera", "pronto"
CUALES = (TODOS, MIOS, DE_MI_UNIDAD, FUERA_DE_PLAZO, ACABAN_PRONTO)
PRONTO = 10
TOPE = 100
# Of how many running cases, the newest, it is counted of which procedure they are
ENTRE = 1_000
ABIERTOS = Q(estado=Expediente.Estado.ABIERTO)


def pagina(
    actor: Actor, *, cual: str, procedimiento: str = "", dia: date, antes_de: UUID | None = None, limite: int
) -> list[Expediente]:
    """A page of the visible cases of one list, newest first. `procedimiento`: only the running ones of that code; `antes_de`: the last one of
    the page before (keyset)."""
    condicion = Q()
    if procedimiento:
        condicion &= ABIERTOS & Q(version__procedimiento__codigo=procedimiento)
    if antes_de is not None:
        condicion &= Q(id__lt=antes_de)
    casos = _de_la_lista(actor, cual, dia, limite=limite, condicion=condicion)
    return list(casos.select_related("version__procedimiento", "unidad").defer("version__definicion"))


def recuento(actor: Actor, *, dia: date) -> dict[str, int]:
    """How many cases there are in each list but that of all, counted up to `TOPE`, in two statements a list at most."""
    return {cual: len(_de_la_lista(actor, cual, dia, limite=TOPE).values_list("id")) for cual in CUALES[1:]}


@dato
class DeProcedimiento:
    """How many of the newest running cases that somebody may see are of one procedure."""

    codigo: str
    nombre: str
    cuantos: int


def por_procedimiento(actor: Actor) -> list[DeProcedimiento]:
    """Of which procedures the running cases are, those of more first; counted among the newest `ENTRE`."""
    abiertos = recientes(actor, ENTRE, ABIERTOS).values("id")
    cuentas = (
        Expediente.objects.filter(id__in=abiertos)
        .order_by()
        .values_list("version__procedimiento__codigo", "version__procedimiento__nombre")
        .annotate(cuantos=Count("id"))
        .order_by("-cuantos", "version__procedimiento__codigo")
    )
    return [DeProcedimiento(codigo, nombre, cuantos) for codigo, nombre, cuantos in cuentas]


@dato
class Lista:
    """A list of cases: `condicion` of each one, and `cuales` fulfil it in the whole town, which are asked for first in case they are few."""

    condicion: Q
    cuales: QuerySet[Any, Any] | None = None


def _de_la_lista(
    actor: Actor, cual: str, dia: date, *, limite: int, condicion: Q = SIN_CONDICION
) -> QuerySet[Expediente]:
    """The newest visible cases of a list. Where few are of it in the whole town they are looked at one by one; else the newest that one sees are,
    until there are enough: neither way reads every case that one sees."""
    lista = _lista(actor, cual, dia)
    if lista.cuales is not None and len(pocos := list(lista.cuales.order_by()[: POCOS + 1])) <= POCOS:
        casos = a_la_busca(actor).filter(en_lista("id", pocos), lista.condicion, condicion)
        return casos.order_by("-id")[:limite]
    return recientes(actor, limite, lista.condicion & condicion)


def _lista(actor: Actor, cual: str, dia: date) -> Lista:
    match cual:
        case "mios":
            suyas = Tarea.objects.filter(asignada_a_id=actor.id, cerrada_el=None)
            return Lista(Q(ExistsFilaAFila(suyas.filter(expediente=OuterRef("pk")))), _casos_de(suyas))
        case "unidad":
            return Lista(Q(unidad_id__in=actor.unidades))
        case "fuera":
            corren = (Plazo.Estado.CORRIENDO, Plazo.Estado.VENCIDO)
            return _por_su_plazo(estado__in=corren, vence__lt=dia)
        case "pronto":
            return _por_su_plazo(estado=Plazo.Estado.CORRIENDO, vence__range=(dia, dia + timedelta(days=PRONTO)))
    return Lista(Q())


def _por_su_plazo(**filtros: object) -> Lista:
    """The running cases that are still to be decided and whose term is so."""
    plazos = Plazo.objects.filter(cumplido_el=None, **filtros)
    return Lista(ABIERTOS & Q(ExistsFilaAFila(plazos.filter(expediente=OuterRef("pk")))), _casos_de(plazos))


def _casos_de(filas: QuerySet[Any]) -> QuerySet[Any, Any]:
    return filas.values_list("expediente_id", flat=True)


def plazos_de(casos: Sequence[Expediente]) -> dict[UUID, Plazo]:
    """The term of each of those cases that has one, in one query."""
    plazos = Plazo.objects.filter(expediente__in=[caso.id for caso in casos])
    return {plazo.expediente_id: plazo for plazo in plazos.defer("pasos")}


def siguientes_tareas(casos: Sequence[Expediente]) -> dict[UUID, Tarea]:
    """The next task of each of those cases that has one open, in one query: what can be done before what waits, by phase, the oldest first."""
    abiertas = (
        Tarea.objects.filter(expediente__in=[caso.id for caso in casos], cerrada_el=None)
        .select_related("unidad", "asignada_a__persona")
        .defer("datos", "resultado")
    )
    siguientes: dict[UUID, Tarea] = {}
    for tarea in sorted(abiertas, key=_va_primero):
        siguientes.setdefault(tarea.expediente_id, tarea)
    return siguientes


def _va_primero(tarea: Tarea) -> tuple[bool, bool, int, str]:
    espera = tarea.estado == Tarea.Estado.EN_ESPERA
    return (espera, tarea.tipo == "comunicacion_inicial", FASES.index(tarea.fase), str(tarea.id))
