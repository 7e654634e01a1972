"""A worker process: takes jobs of some queues until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable

from procrastinate.app import WorkerOptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

bitacora = logging.getLogger(__name__)
SEGUNDOS_PARA_TERMINAR = 20


def trabajar(*, colas: Iterable[str] = (), concurrencia: int = 1, nombre: str = "") -> None:
    """Run jobs of `colas` (all, if none is said), `concurrencia` at a time (1 to 32), until SIGINT or SIGTERM.

    On a signal it takes no more and gives those in hand 20 s to finish; what is cut off is taken back by
    `cola.recuperar`. Every worker also sees that the sweeps are queued when their time comes.
    """
    conector = app.connector
    if not isinstance(conector, DjangoConnector):
        msg = "this process already runs a worker"
        raise TypeError(msg)
    elegidas = sorted(set(colas))
    bitacora.info("worker %s on %s", nombre, ", ".join(elegidas) or "every queue")
    with app.replace_connector(conector.get_worker_connector()):
        asyncio.run(_correr(elegidas, concurrencia, nombre))


async def _correr(colas: list[str], concurrencia: int, nombre: str) -> None:
    async with app.open_async():
        opciones = WorkerOptions(
            concurrency=concurrencia,
            fetch_job_polling_interval=2.0,
            shutdown_graceful_timeout=SEGUNDOS_PARA_TERMINAR,
        )
        if colas:
            opciones["queues"] = colas
        if nombre:
            opciones["name"] = nombre
        await app.run_worker_async(**opciones)
