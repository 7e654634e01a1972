"""Enqueuing: part of somebody's open transaction."""

from __future__ import annotations

import datetime
import inspect
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError, connections, transaction
from django.utils.translation import gettext as _
from procrastinate import exceptions
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job, JobDeferrer
from procrastinate.manager import JobManager
from procrastinate.types import JSONValue

from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.base.villa import alias_actual, alias_de_accesos
from consistorio.plataforma.cola.consultas import trabajo_por_id
from consistorio.plataforma.cola.ejecucion import relevar
from consistorio.plataforma.cola.tipos import DeclaracionTrabajo, Prioridad, TrabajoEnCola
from consistorio.plataforma.cola.trabajos import TRABAJOS

Id = str | int | UUID | datetime.date | None


def encolar(
    trabajo: str,
    *,
    cola: str = "",
    clave: str = "",
    turno: str = "",
    despues: datetime.timedelta | None = None,
    aparte: bool = False,
    prioridad: Prioridad | None = None,
    **ids: Id,
) -> int | None:
    """Ask for a registered job in the caller's transaction: a rollback drops it, a commit lets a worker see it.

    `cola` and `prioridad`: those that the job declares, unless said. `turno`: jobs with the same one run one at a time and in order.
    `clave`: while one with the same key waits, no second one is queued and None is returned; only for work that looks
    at everything there is to do when it starts, since the one that waits may start before this transaction commits. Those with that key
    that failed before give way to it.
    `despues`: not before that much time. `aparte`: committed at once on a connection of its own, for what has to be looked at
    although the caller refuses and its transaction is rolled back. Returns the job's number.

    Raises LookupError for an unknown job, TypeError when it does not take these identifiers, RuntimeError outside a
    transaction, and what Django raises of the database: OperationalError of a lost connection.
    """
    declaracion = _declaracion(trabajo, ids)
    alias = alias_de_accesos() if aparte else alias_actual()
    if not aparte and not connections[alias].in_atomic_block:
        msg = "encolar() needs an open transaction: call it from an action or an operation of one"
        raise RuntimeError(msg)
    previsto = datetime.datetime.now(datetime.UTC) + despues if despues else None
    pedido = Job(
        queue=cola or declaracion.cola,
        lock=turno or None,
        queueing_lock=clave or None,
        priority=declaracion.prioridad if prioridad is None else prioridad,
        task_name=trabajo,
        task_kwargs={nombre: _como_json(valor) for nombre, valor in ids.items()},
        scheduled_at=previsto,
    )
    if not clave and not aparte:
        return _pedir(pedido, alias)
    try:
        with transaction.atomic(using=alias):  # a refused key must not spoil the caller's transaction
            numero = _pedir(pedido, alias)
            if clave:
                relevar(numero, alias=alias, nombre=trabajo, clave=clave)
            return numero
    except exceptions.AlreadyEnqueued:
        return None


def _pedir(pedido: Job, alias: str) -> int:
    with _lo_que_diga_la_base(alias):
        return JobDeferrer(job_manager=JobManager(DjangoConnector(alias=alias)), job=pedido).defer()


@contextmanager
def _lo_que_diga_la_base(alias: str) -> Iterator[None]:
    """What goes wrong in the database is said as Django says it in the rest of the house, and not in the words of the queue's engine: who
    waits for the database knows it by that."""
    with connections[alias].wrap_database_errors:
        try:
            yield
        except exceptions.ConnectorException as error:
            if error.__cause__ is None:
                raise
            raise error.__cause__ from None


def encolar_varios(trabajo: str, encargos: Sequence[tuple[str, Mapping[str, Id]]]) -> None:
    """Ask for a registered job many times in the caller's transaction, in one statement: for each, its turn and what it is about.

    Raises as `encolar`.
    """
    if not connections[alias_actual()].in_atomic_block:
        msg = "encolar_varios() needs an open transaction: call it from an action or an operation of one"
        raise RuntimeError(msg)
    pedidos = [
        Job(
            queue=declaracion.cola,
            lock=turno or None,
            queueing_lock=None,
            priority=declaracion.prioridad,
            task_name=trabajo,
            task_kwargs={nombre: _como_json(valor) for nombre, valor in ids.items()},
        )
        for turno, ids in encargos
        for declaracion in [_declaracion(trabajo, ids)]
    ]
    if pedidos:
        with _lo_que_diga_la_base(alias_actual()):
            JobManager(DjangoConnector(alias=alias_actual())).batch_defer_jobs(pedidos)


def _declaracion(trabajo: str, ids: Mapping[str, Id]) -> DeclaracionTrabajo:
    """The job of that name, which takes these identifiers."""
    declaracion = TRABAJOS.get(trabajo)
    if declaracion is None:
        msg = f"no job is registered as {trabajo}: does its app have a trabajos.py?"
        raise LookupError(msg)
    inspect.signature(declaracion.funcion).bind(**ids)
    return declaracion


def _como_json(valor: Id) -> JSONValue:
    if isinstance(valor, UUID):
        return str(valor)
    if isinstance(valor, datetime.date):
        return valor.isoformat()
    return valor


def bloquear(trabajo_id: int) -> TrabajoEnCola:
    """A job with its row locked until the end of the caller's transaction. Raises NoEncontrado."""
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute("SELECT 1 FROM procrastinate_jobs WHERE id = %s FOR UPDATE", [trabajo_id])
    trabajo = trabajo_por_id(trabajo_id)
    if trabajo is None:
        raise NoEncontrado(_("No existe el trabajo %(numero)d.") % {"numero": trabajo_id})
    return trabajo


def poner_en_espera(trabajo: TrabajoEnCola) -> bool:
    """Have a failed, discarded or postponed job taken as soon as possible, with all its tries before it.

    False, and nothing changes, when it is in another state or one with the same key already waits.
    """
    try:
        with transaction.atomic(using=alias_actual()), connections[alias_actual()].cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = 'todo', attempts = 0, scheduled_at = NULL, abort_requested = false "
                "WHERE id = %s AND (status IN ('failed', 'cancelled', 'aborted') "
                "OR (status = 'todo' AND scheduled_at > now()))",
                [trabajo.id],
            )
            return bool(cursor.rowcount == 1)
    except IntegrityError:
        return False


def retirar(trabajo: TrabajoEnCola) -> bool:
    """Discard a job that failed or waits. False, and nothing changes, when it is in another state."""
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'cancelled' WHERE id = %s AND status IN ('failed', 'todo')",
            [trabajo.id],
        )
        return bool(cursor.rowcount == 1)
