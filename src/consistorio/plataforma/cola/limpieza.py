"""The queue's own sweeps."""

from __future__ import annotations

import json
import logging
from datetime import timedelta

from django.db import connections, transaction
from django.utils.translation import gettext as _

from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.cola.models import FalloTrabajo
from consistorio.plataforma.cola.tipos import Prioridad
from consistorio.plataforma.cola.trabajos import INTENTOS, TRABAJOS, periodico

ESPERA_DE_SOBRA = timedelta(minutes=10)
CUPO = 20  # of what waits behind, each minute
bitacora = logging.getLogger(__name__)

# Those of a worker that is gone, or is there no more (its row was pruned). Of several with the same key only the first, and only while no
# other waits: PostgreSQL refuses two that wait with one key, and with them would go all the rest of the batch.
_PERDIDOS = """
WITH perdidos AS (
  SELECT j.id, j.task_name, j.attempts, j.queueing_lock, j.args,
    j.attempts - (SELECT count(*) FROM cola_fallotrabajo f WHERE f.trabajo = j.id) AS muertes
  FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
  WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - interval '60 seconds')
  ORDER BY j.id LIMIT 1000 FOR UPDATE OF j SKIP LOCKED
), con_lugar AS (
  SELECT *, row_number() OVER (PARTITION BY queueing_lock ORDER BY id) AS lugar FROM perdidos
)
SELECT id, task_name, attempts, muertes, args FROM con_lugar p WHERE queueing_lock IS NULL OR (lugar = 1 AND NOT EXISTS (
  SELECT 1 FROM procrastinate_jobs otro WHERE otro.queueing_lock = p.queueing_lock AND otro.status = 'todo'))
"""
_DEVOLVER = (
    "UPDATE procrastinate_jobs SET status = 'todo', attempts = attempts + 1, scheduled_at = now() WHERE id = ANY(%s)"
)
_DAR_POR_FALLIDOS = "UPDATE procrastinate_jobs SET status = 'failed', attempts = attempts + 1 WHERE id = ANY(%s)"
_ADELANTAR = """
UPDATE procrastinate_jobs SET priority = %s WHERE id IN (
  SELECT j.id FROM procrastinate_jobs j WHERE j.status = 'todo' AND j.priority < %s AND coalesce(j.scheduled_at, (
    SELECT min(e.at) FROM procrastinate_events e WHERE e.job_id = j.id AND e.type = 'deferred'
  )) < now() - make_interval(secs => %s) ORDER BY j.id LIMIT %s FOR UPDATE OF j SKIP LOCKED)
"""
_PURGAR = """
WITH viejos AS (
  SELECT j.id FROM procrastinate_jobs j
  WHERE j.status IN ('succeeded', 'cancelled', 'aborted') AND NOT EXISTS (
    SELECT 1 FROM procrastinate_events e WHERE e.job_id = j.id AND e.at > now() - make_interval(days => %s))
  ORDER BY j.id LIMIT 5000
), fallos AS (DELETE FROM cola_fallotrabajo WHERE trabajo IN (SELECT id FROM viejos))
DELETE FROM procrastinate_jobs WHERE id IN (SELECT id FROM viejos) RETURNING id
"""
_OLVIDAR_SALIDAS = "DELETE FROM cola_salidaenmano WHERE salio_el < now() - make_interval(days => %s)"


@periodico("cola.recuperar", cron="* * * * *")
def recuperar() -> None:
    """Give back to the queue the jobs of workers that died (they are idempotent). One that was cut off as often as it may be tried is
    `fallido`: it is probably what kills them."""
    with transaction.atomic(using=alias_actual()), connections[alias_actual()].cursor() as cursor:
        cursor.execute(_PERDIDOS)
        perdidos = list(cursor.fetchall())
        agotados = [perdido for perdido in perdidos if int(perdido[3]) + 1 >= _cuantas_veces(str(perdido[1]))]
        fallidos = {numero for numero, *_resto in agotados}
        cursor.execute(_DEVOLVER, [[numero for numero, *_resto in perdidos if numero not in fallidos]])
        cursor.execute(_DAR_POR_FALLIDOS, [sorted(fallidos)])
        FalloTrabajo.objects.bulk_create(
            FalloTrabajo(
                trabajo=numero,
                intento=int(intentos) + 1,
                clase="TrabajadorMuerto",
                explicacion=_("El proceso que lo hacía murió sin acabarlo, todas las veces que se intentó."),
            )
            for numero, _nombre, intentos, *_resto in agotados
        )
    for _numero, nombre, _intentos, _veces, ids in agotados:
        _rendirse(str(nombre), ids if isinstance(ids, dict) else json.loads(ids))
    adelantar()
    if perdidos:
        bitacora.warning("recovered %d jobs of workers that died; %d of them given up", len(perdidos), len(agotados))


def _rendirse(nombre: str, ids: dict[str, object]) -> None:
    """What one that killed its workers does when it is given up. That it fails does not stop the sweep."""
    declarado = TRABAJOS.get(nombre)
    try:
        if declarado is not None:
            declarado.rendirse(ids, None)
    except Exception:
        bitacora.exception("job %s was given up and could not say so", nombre)


def adelantar() -> int:
    """What has waited behind for long goes first, a few each minute: a stream of urgent work never stops the rest, and a backlog never comes
    before what is urgent all at once. Returns how many."""
    with transaction.atomic(using=alias_actual()), connections[alias_actual()].cursor() as cursor:
        cursor.execute(_ADELANTAR, [Prioridad.PRIMERO, Prioridad.PRIMERO, ESPERA_DE_SOBRA.total_seconds(), CUPO])
        return int(cursor.rowcount)


def _cuantas_veces(nombre: str) -> int:
    """How often a job may be cut off. A sweep is not tried again when it fails, but that its worker died is not its fault at first."""
    declarado = TRABAJOS.get(nombre)
    return max(INTENTOS, declarado.intentos if declarado is not None else 0)


def purgar(dias: int) -> int:
    """Forget the jobs that finished more than `dias` days ago, 5000 at most, and the mails that left before then; failed ones stay until somebody retries or discards them.

    Returns how many.
    """
    with transaction.atomic(using=alias_actual()), connections[alias_actual()].cursor() as cursor:
        cursor.execute(_OLVIDAR_SALIDAS, [dias])
        cursor.execute(_PURGAR, [dias])
        return len(cursor.fetchall())
