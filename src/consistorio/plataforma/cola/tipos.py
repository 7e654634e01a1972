"""What a job is, apart from the engine that runs it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from enum import IntEnum, StrEnum

from consistorio.nucleo.dato import dato


class EstadoTrabajo(StrEnum):
    """States that people read. The last three are final; a person may retry the last two."""

    EN_ESPERA = "en_espera"
    EN_CURSO = "en_curso"
    HECHO = "hecho"
    FALLIDO = "fallido"
    ABANDONADO = "abandonado"


class Prioridad(IntEnum):
    """Who goes first when there is a queue. What waits behind is never forgotten: `limpieza.adelantar`."""

    EN_BLOQUE = (
        -10
    )  # nobody looks at it now, and it comes by thousands: receipts of the counter, time stamps, reminders
    ORDINARIA = 0
    PRIMERO = 10  # a term runs or somebody waits to go on: what is signed, sealed and notified


# Our name of each state of the engine, and back.
ESTADO_DEL_MOTOR: Mapping[str, EstadoTrabajo] = {
    "todo": EstadoTrabajo.EN_ESPERA,
    "doing": EstadoTrabajo.EN_CURSO,
    "succeeded": EstadoTrabajo.HECHO,
    "failed": EstadoTrabajo.FALLIDO,
    "cancelled": EstadoTrabajo.ABANDONADO,
    "aborted": EstadoTrabajo.ABANDONADO,
}


def estados_del_motor(estado: EstadoTrabajo) -> list[str]:
    """The engine's names of one of our states."""
    return [motor for motor, nuestro in ESTADO_DEL_MOTOR.items() if nuestro is estado]


@dato
class DeclaracionTrabajo:
    """A registered job. `intentos`: how often it is tried before it is `fallido`; `insiste`: for a week where a service is out;
    `al_rendirse`: what is done when it will not be tried again."""

    nombre: str
    cola: str
    intentos: int
    funcion: Callable[..., None]
    cron: str = ""
    prioridad: Prioridad = Prioridad.ORDINARIA
    insiste: bool = True
    al_rendirse: Callable[..., None] | None = None

    def correr(self, ids: Mapping[str, object]) -> None:
        """Run it. The engine adds to a sweep the time for which it was queued, which nobody needs."""
        self.funcion(**{nombre: valor for nombre, valor in ids.items() if not (self.cron and nombre == "timestamp")})

    def rendirse(self, ids: Mapping[str, object], error: BaseException | None) -> None:
        """It failed for good: say so where people look. `error`: why; None when whoever did it died."""
        if self.al_rendirse is not None:
            self.al_rendirse(error, **ids)


@dato
class TrabajoEnCola:
    """One job as a panel shows it. `ids` are identifiers, never personal data."""

    id: int
    nombre: str
    cola: str
    estado: EstadoTrabajo
    intentos: int
    previsto: datetime.datetime | None
    ids: Mapping[str, object]
    fallo: str = ""
    fallo_el: datetime.datetime | None = None
    encolado_el: datetime.datetime | None = None
