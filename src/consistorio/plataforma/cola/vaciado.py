"""Run what waits in this process, in order. For first set-up and for tests; a town runs workers."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connections
from procrastinate.contrib.django.models import ProcrastinateJob

from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.cola.ejecucion import anotar_fallo
from consistorio.plataforma.cola.trabajos import TRABAJOS

MAXIMO = 10_000


def vaciar_colas(*, colas: Iterable[str] = (), tambien_los_previstos: bool = False, propagar: bool = True) -> int:
    """Run the waiting jobs, and those that they enqueue, one after another as a worker takes them; returns how many ended well.

    `colas`: only these. `tambien_los_previstos`: also those scheduled for later. With `propagar` the first error is
    raised after it is noted; else the job stays `fallido` and the next one runs. Never call it inside a transaction
    in production: jobs run actions of their own.
    """
    hechos = 0
    for _ in range(MAXIMO):
        fila = _siguiente(tuple(colas), tambien_los_previstos)
        if fila is None:
            return hechos
        trabajo_id, nombre, ids, intentos = fila
        try:
            TRABAJOS[nombre].correr(ids)
        except Exception as error:
            anotar_fallo(trabajo_id, intentos + 1, error)
            TRABAJOS[nombre].rendirse(ids, error)
            _terminar(trabajo_id, "failed")
            if propagar:
                raise
        else:
            _terminar(trabajo_id, "succeeded")
            hechos += 1
    msg = f"more than {MAXIMO} jobs: do they enqueue each other for ever?"
    raise RuntimeError(msg)


def _siguiente(colas: tuple[str, ...], previstos: bool) -> tuple[int, str, dict[str, object], int] | None:
    filas = ProcrastinateJob.objects.filter(status="todo").order_by("-priority", "id")
    if colas:
        filas = filas.filter(queue_name__in=colas)
    if not previstos:
        filas = filas.filter(scheduled_at=None)
    fila = filas.first()
    if fila is None:
        return None
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [fila.id])
    return fila.id, fila.task_name, fila.args, fila.attempts


def _terminar(trabajo_id: int, estado: str) -> None:
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(
            "SELECT procrastinate_finish_job_v1(%s, %s::procrastinate_job_status, false)", [trabajo_id, estado]
        )
