"""What waits, runs and failed, for the panel and the health check."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db.models import Count, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker

from consistorio.plataforma.cola.models import FalloTrabajo
from consistorio.plataforma.cola.tipos import ESTADO_DEL_MOTOR, EstadoTrabajo, TrabajoEnCola, estados_del_motor

LIMITE = 50
SEGUNDOS_SIN_LATIDO = 60


def trabajos(
    *, estado: EstadoTrabajo | None = None, cola: str = "", antes_de: int | None = None, limite: int = LIMITE
) -> list[TrabajoEnCola]:
    """Jobs, the newest first, at most `limite` (1 to 200); the next page starts `antes_de` the last number seen."""
    filas = ProcrastinateJob.objects.order_by("-id")
    if estado is not None:
        filas = filas.filter(status__in=estados_del_motor(estado))
    if cola:
        filas = filas.filter(queue_name=cola)
    if antes_de is not None:
        filas = filas.filter(id__lt=antes_de)
    return list(_leer(filas[: max(1, min(limite, 200))]))


def trabajo_por_id(trabajo_id: int) -> TrabajoEnCola | None:
    """One job, or None when it does not exist or was purged."""
    return next(iter(_leer(ProcrastinateJob.objects.filter(id=trabajo_id))), None)


def en_camino(nombre: str, **ids: Iterable[str | int]) -> set[str | int]:
    """Of some identifiers, said under the name that the job gives them, those with a job that waits or is being done."""
    (argumento, cuales), *_nada_mas = ids.items()
    pedidas = [{argumento: cual} for cual in cuales]
    if not pedidas:
        return set()
    vivos = ProcrastinateJob.objects.filter(status__in=["todo", "doing"], task_name=nombre, args__in=pedidas)
    return {fila[argumento] for fila in vivos.values_list("args", flat=True)}


def fallos_de(trabajo_id: int) -> list[FalloTrabajo]:
    """Why each attempt of a job failed, the newest first, at most 50."""
    return list(FalloTrabajo.objects.filter(trabajo=trabajo_id).order_by("-id")[:50])


def _leer(filas: QuerySet[ProcrastinateJob]) -> Iterable[TrabajoEnCola]:
    ultimo = FalloTrabajo.objects.filter(trabajo=OuterRef("id")).order_by("-id")
    encolado = ProcrastinateEvent.objects.filter(job=OuterRef("id"), type="deferred").order_by("id")
    anotadas = filas.annotate(
        fallo_clase=Subquery(ultimo.values("clase")[:1]),
        fallo_texto=Subquery(ultimo.values("explicacion")[:1]),
        fallo_el=Subquery(ultimo.values("momento")[:1]),
        encolado_el=Subquery(encolado.values("at")[:1]),
    )
    for fila in anotadas:
        fallo = " · ".join(texto for texto in (fila.fallo_texto, fila.fallo_clase) if texto)
        yield TrabajoEnCola(
            id=fila.id,
            nombre=fila.task_name,
            cola=fila.queue_name,
            estado=ESTADO_DEL_MOTOR[fila.status],
            intentos=fila.attempts,
            previsto=fila.scheduled_at,
            ids=fila.args,
            fallo=fallo,
            fallo_el=fila.fallo_el,
            encolado_el=fila.encolado_el,
        )


def resumen() -> dict[str, dict[EstadoTrabajo, int]]:
    """How many jobs each queue has in each state that is not `hecho`."""
    cuentas: dict[str, dict[EstadoTrabajo, int]] = {}
    filas = (
        ProcrastinateJob.objects.exclude(status="succeeded").values_list("queue_name", "status").annotate(n=Count("id"))
    )
    for cola, estado, cuantos in filas:
        de_la_cola = cuentas.setdefault(str(cola), {})
        nuestro = ESTADO_DEL_MOTOR[str(estado)]
        de_la_cola[nuestro] = de_la_cola.get(nuestro, 0) + int(cuantos)
    return cuentas


def retraso() -> datetime.timedelta:
    """For how long the job that should have started first has been waiting; zero when none waits."""
    ahora = timezone.now()
    vencidos = ProcrastinateJob.objects.filter(status="todo")
    previsto = vencidos.filter(scheduled_at__lte=ahora).aggregate(primero=Min("scheduled_at"))["primero"]
    encolado = ProcrastinateEvent.objects.filter(job__status="todo", job__scheduled_at=None, type="deferred").aggregate(
        primero=Min("at")
    )["primero"]
    primeros = [momento for momento in (previsto, encolado) if momento is not None]
    return max(ahora - min(primeros), datetime.timedelta()) if primeros else datetime.timedelta()


def trabajadores_vivos() -> int:
    """How many workers gave a sign of life in the last minute."""
    desde = timezone.now() - datetime.timedelta(seconds=SEGUNDOS_SIN_LATIDO)
    return ProcrastinateWorker.objects.filter(last_heartbeat__gte=desde).count()
