"""The list of cases: which ones of those that somebody may see, until when each has to be resolved, and who has its next task."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.tramitacion.catalogo.tipos import FASES
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.visibilidad import recientes
from consistorio.tramitacion.motor.models import Plazo, Tarea

TODOS, MIOS, DE_MI_UNIDAD, FUERA_DE_PLAZO, ACABAN_PRONTO = "todos", "mios", "unidad", "fuera", "pronto"
CUALES = (TODOS, MIOS, DE_MI_UNIDAD, FUERA_DE_PLAZO, ACABAN_PRONTO)
PRONTO = 10
TOPE = 100
# Of how many running cases, the newest, it is counted of which procedure they are
ENTRE = 1_000


def pagina(
    actor: Actor, *, cual: str, procedimiento: str = "", dia: date, antes_de: UUID | None = None, limite: int
) -> list[Expediente]:
    """A page of the visible cases of one list, newest first. `procedimiento`: only the running ones of that code; `antes_de`: the last one of
    the page before (keyset)."""
    filtros = _filtros(actor, cual, dia)
    if procedimiento:
        filtros |= {"estado": Expediente.Estado.ABIERTO, "version__procedimiento__codigo": procedimiento}
    if antes_de is not None:
        filtros["id__lt"] = antes_de
    casos = recientes(actor, limite, **filtros)
    return list(casos.select_related("version__procedimiento", "unidad").defer("version__definicion"))


def recuento(actor: Actor, *, dia: date) -> dict[str, int]:
    """How many cases there are in each list but that of all, counted up to `TOPE`, in one statement a list."""
    return {cual: len(recientes(actor, TOPE, **_filtros(actor, cual, dia)).values_list("id")) for cual in CUALES[1:]}


@dato
class DeProcedimiento:
    """How many of the newest running cases that somebody may see are of one procedure."""

    codigo: str
    nombre: str
    cuantos: int


def por_procedimiento(actor: Actor) -> list[DeProcedimiento]:
    """Of which procedures the running cases are, those of more first; counted among the newest `ENTRE`."""
    abiertos = recientes(actor, ENTRE, estado=Expediente.Estado.ABIERTO).values("id")
    cuentas = (
        Expediente.objects.filter(id__in=abiertos)
        .order_by()
        .values_list("version__procedimiento__codigo", "version__procedimiento__nombre")
        .annotate(cuantos=Count("id"))
        .order_by("-cuantos", "version__procedimiento__codigo")
    )
    return [DeProcedimiento(codigo, nombre, cuantos) for codigo, nombre, cuantos in cuentas]


def _filtros(actor: Actor, cual: str, dia: date) -> dict[str, object]:
    sin_resolver: dict[str, object] = {"estado": Expediente.Estado.ABIERTO, "plazo__cumplido_el": None}
    match cual:
        case "mios":
            suyas = Tarea.objects.filter(asignada_a_id=actor.id, cerrada_el=None)
            return {"id__in": suyas.values("expediente_id")}
        case "unidad":
            return {"unidad_id__in": actor.unidades}
        case "fuera":
            corren = (Plazo.Estado.CORRIENDO, Plazo.Estado.VENCIDO)
            return {**sin_resolver, "plazo__estado__in": corren, "plazo__vence__lt": dia}
        case "pronto":
            hasta = dia + timedelta(days=PRONTO)
            return {**sin_resolver, "plazo__estado": Plazo.Estado.CORRIENDO, "plazo__vence__range": (dia, hasta)}
    return {}


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
