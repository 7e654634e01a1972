"""The queue's own sweeps."""

from __future__ import annotations

import logging

from django.db import connections, transaction

from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.cola.trabajos import periodico

bitacora = logging.getLogger(__name__)

# A job is taken back when the worker that had it is gone, or is there no more (its row was pruned).
_RECUPERAR = """
UPDATE procrastinate_jobs SET status = 'todo', attempts = attempts + 1, scheduled_at = now()
WHERE id IN (
  SELECT j.id FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
  WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - interval '60 seconds')
  ORDER BY j.id LIMIT 1000 FOR UPDATE OF j SKIP LOCKED
) AND NOT EXISTS (
  SELECT 1 FROM procrastinate_jobs otro
  WHERE otro.queueing_lock = procrastinate_jobs.queueing_lock AND otro.status = 'todo'
) RETURNING id
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


@periodico("cola.recuperar", cron="* * * * *")
def recuperar() -> None:
    """Give back to the queue the jobs of workers that died (they are idempotent)."""
    with transaction.atomic(using=alias_actual()), connections[alias_actual()].cursor() as cursor:
        cursor.execute(_RECUPERAR)
        recuperados = cursor.fetchall()
    if recuperados:
        bitacora.warning("recovered %d jobs of workers that died", len(recuperados))


def purgar(dias: int) -> int:
    """Forget the jobs that finished more than `dias` days ago, 5000 at most; failed ones stay until somebody retries or discards them.

    Returns how many.
    """
    with transaction.atomic(using=alias_actual()), connections[alias_actual()].cursor() as cursor:
        cursor.execute(_PURGAR, [dias])
        return len(cursor.fetchall())
