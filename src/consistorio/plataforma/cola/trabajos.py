"""How a job is declared, in the `trabajos.py` of its app.

@trabajo("firma.ampliar", cola="firma")
def ampliar(*, documento_id: str) -> None:
    ...
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TypeVar

from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from consistorio.nucleo.errores import ErrorDominio, ServicioNoDisponible
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.cola.ejecucion import anotar_fallo, relevar
from consistorio.plataforma.cola.tipos import DeclaracionTrabajo, Prioridad

F = TypeVar("F", bound=Callable[..., None])

TRABAJOS: dict[str, DeclaracionTrabajo] = {}
COLA_DE_BARRIDOS = "barridos"
INTENTOS = 8
INTENTOS_DE_SERVICIO = 180  # with one an hour at the end, a week
_ESPERA_MAXIMA = 3600


def espera(intento: int) -> int:
    """Seconds until the next try after attempt number `intento` (from 1): 4, 8, 16... up to an hour."""
    return int(min(2 ** (intento + 1), _ESPERA_MAXIMA))


def es_pasajero(error: BaseException) -> bool:
    """Is it worth trying again? A refusal of the domain would only be repeated; everything else may pass."""
    return not isinstance(error, ErrorDominio) or isinstance(error, ServicioNoDisponible)


class _Reintento(BaseRetryStrategy):
    """Back-off with up to a fourth more at random, so that what failed together does not come back together."""

    def __init__(self, intentos: int, *, insiste: bool) -> None:
        self.intentos = intentos
        self.si_falta_un_servicio = INTENTOS_DE_SERVICIO if insiste else intentos

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        hechos = job.attempts + 1
        intentos = self.si_falta_un_servicio if isinstance(exception, ServicioNoDisponible) else self.intentos
        if hechos >= intentos or not es_pasajero(exception):
            return None
        segundos = espera(hechos)
        return RetryDecision(retry_in={"seconds": segundos + random.randint(0, segundos // 4)})  # noqa: S311


def _registrar(declaracion: DeclaracionTrabajo) -> Callable[..., None]:
    """Give the engine a function that runs the job, notes why it failed, and gives up when it will not be tried again."""
    anterior = TRABAJOS.get(declaracion.nombre)
    if anterior is not None:
        msg = f"job {declaracion.nombre} is taken by {anterior.funcion.__module__}.{anterior.funcion.__qualname__}"
        raise ValueError(msg)
    TRABAJOS[declaracion.nombre] = declaracion
    reintento = _Reintento(declaracion.intentos, insiste=declaracion.insiste)

    def correr(contexto: JobContext, /, *args: object, **ids: object) -> None:
        if declaracion.cron:
            relevar(contexto.job.id or 0, alias=alias_actual(), nombre=declaracion.nombre, clave=declaracion.nombre)
        try:
            declaracion.correr(ids)
        except Exception as error:
            anotar_fallo(contexto.job.id or 0, contexto.job.attempts + 1, error)
            if reintento.get_retry_decision(exception=error, job=contexto.job) is None:
                declaracion.rendirse(ids, error)
            raise

    return correr


def trabajo(
    nombre: str,
    *,
    cola: str,
    prioridad: Prioridad = Prioridad.ORDINARIA,
    intentos: int = INTENTOS,
    insiste: bool = True,
    al_rendirse: Callable[..., None] | None = None,
) -> Callable[[F], F]:
    """Declare a job: dotted name for ever, the queue it goes to, who it goes before, and how often it is tried (1 to 50).

    The function takes identifiers (text, numbers) by keyword, returns nothing, is idempotent, and builds its own
    `Actor.sistema(...)` and clock. An error of the domain is final; any other is tried again with back-off, and `ServicioNoDisponible`
    for a week whatever `intentos` says (unless it does not `insiste`): it ends by itself when the service is back. Texts of its errors
    carry no personal data. `al_rendirse` is called with the error (None: whoever did it died) and the identifiers when it is not tried again.
    Raises ValueError when the name is taken.
    """
    if not 1 <= intentos <= 50:
        msg = f"job {nombre}: intentos must be between 1 and 50"
        raise ValueError(msg)

    def decorar(funcion: F) -> F:
        declaracion = DeclaracionTrabajo(
            nombre, cola, intentos, funcion, prioridad=prioridad, insiste=insiste, al_rendirse=al_rendirse
        )
        correr, reintento = _registrar(declaracion), _Reintento(intentos, insiste=insiste)
        app.task(name=nombre, queue=cola, retry=reintento, priority=prioridad, pass_context=True)(correr)
        return funcion

    return decorar


def periodico(nombre: str, *, cron: str, cola: str = COLA_DE_BARRIDOS) -> Callable[[F], F]:
    """Declare a sweep: run by some worker at the minutes of `cron` (machine's clock), without arguments.

    One that still waits is not queued again. It is not retried: the next round comes anyway, and takes the place of one that failed.
    """

    def decorar(funcion: F) -> F:
        correr = _registrar(DeclaracionTrabajo(nombre, cola, 1, funcion, cron, Prioridad.PRIMERO))
        tarea = app.task(name=nombre, queue=cola, retry=False, priority=Prioridad.PRIMERO, pass_context=True)(correr)
        app.periodic(cron=cron, periodic_id=nombre, queueing_lock=nombre)(tarea)
        return funcion

    return decorar


def colas() -> tuple[str, ...]:
    """Every queue that some job goes to."""
    return tuple(sorted({d.cola for d in TRABAJOS.values()}))
