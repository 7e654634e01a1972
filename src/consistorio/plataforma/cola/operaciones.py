"""Enqueuing: part of somebody's open transaction."""

from __future__ import annotations

import datetime
import inspect
from uuid import UUID

from django.db import connections, transaction
from procrastinate import exceptions
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job, JobDeferrer
from procrastinate.manager import JobManager
from procrastinate.types import JSONValue

from consistorio.plataforma.cola.trabajos import TRABAJOS

Id = str | int | UUID | datetime.date | None
ALIAS = "default"


def encolar(
    trabajo: str,
    *,
    cola: str = "",
    clave: str = "",
    turno: str = "",
    despues: datetime.timedelta | None = None,
    **ids: Id,
) -> int | None:
    """Ask for a registered job in the caller's transaction: a rollback drops it, a commit lets a worker see it.

    `cola`: the one that the job declares, unless said. `turno`: jobs with the same one run one at a time and in order.
    `clave`: while one with the same key waits, no second one is queued and None is returned; only for work that looks
    at everything there is to do when it starts, since the one that waits may start before this transaction commits.
    `despues`: not before that much time. Returns the job's number.

    Raises LookupError for an unknown job, TypeError when it does not take these identifiers, RuntimeError outside a
    transaction.
    """
    declaracion = TRABAJOS.get(trabajo)
    if declaracion is None:
        msg = f"no job is registered as {trabajo}: does its app have a trabajos.py?"
        raise LookupError(msg)
    inspect.signature(declaracion.funcion).bind(**ids)
    if not connections[ALIAS].in_atomic_block:
        msg = "encolar() needs an open transaction: call it from an action or an operation of one"
        raise RuntimeError(msg)
    previsto = datetime.datetime.now(datetime.UTC) + despues if despues else None
    pedido = Job(
        queue=cola or declaracion.cola,
        lock=turno or None,
        queueing_lock=clave or None,
        task_name=trabajo,
        task_kwargs={nombre: _como_json(valor) for nombre, valor in ids.items()},
        scheduled_at=previsto,
    )
    try:
        with transaction.atomic(using=ALIAS):  # a refused key must not spoil the caller's transaction
            return JobDeferrer(job_manager=JobManager(DjangoConnector(alias=ALIAS)), job=pedido).defer()
    except exceptions.AlreadyEnqueued:
        return None


def _como_json(valor: Id) -> JSONValue:
    if isinstance(valor, UUID):
        return str(valor)
    if isinstance(valor, datetime.date):
        return valor.isoformat()
    return valor
