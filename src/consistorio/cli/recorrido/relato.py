"""What a story needs to be told: the town, its people, the calendar of its facts, and the notes of what happened."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from django.db.models import Q
from django.db.models.functions import Now
from procrastinate.contrib.django.models import ProcrastinateJob

from consistorio.cli.recorrido.agenda import Agenda
from consistorio.cli.recorrido.comprobaciones import Comprobacion
from consistorio.cli.recorrido.escenario import Pueblo
from consistorio.cli.recorrido.navegador import Pagina, PasoFallido
from consistorio.cli.recorrido.personas import Ciudadano, Empleado
from consistorio.nucleo.reloj import MADRID, en_madrid
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.tipos import CalendarioIncompleto

SEMANAS_ATRAS = 8
PACIENCIA = 30.0
DOMINGO = 6
_UUID = re.compile(r"/expedientes/([0-9a-f]{8}-[0-9a-f-]{27})/")


@dataclass
class Relato:
    """One telling of a story. `dia` counts from its first day; people are made once and keep their session. `momento`: when its
    last step began, by the town's clock."""

    escenario: Pueblo
    entradas: Sequence[Path] = ()
    expediente: str = ""
    segundos: dict[str, float] = field(default_factory=dict)
    comienzos: dict[str, datetime] = field(default_factory=dict)
    rechazadas: list[dict[str, str]] = field(default_factory=list)
    comprobaciones: list[Comprobacion] = field(default_factory=list)
    avisar: Callable[[str], None] = lambda texto: None
    inicio: datetime = field(default_factory=lambda: primer_domingo())  # noqa: PLW0108 - defined below
    momento: datetime = field(init=False)
    _ciudadanos: dict[str, Ciudadano] = field(default_factory=dict)
    _empleados: dict[str, Empleado] = field(default_factory=dict)

    def siguiente(self, *, inicio: datetime, entradas: Sequence[Path] = ()) -> Relato:
        """Another story of the same town, after this one: its staff is at work already, its citizens come again."""
        return Relato(self.escenario, entradas=entradas, avisar=self.avisar, inicio=inicio, _empleados=self._empleados)

    @cached_property
    def agenda(self) -> Agenda:
        """The days of this story, by the calendar of its town."""
        return Agenda(self.inicio, calendario_de_la_sede())

    @contextmanager
    def paso(self, nombre: str, *, dia: int, hora: str, cualquier_dia: bool = False) -> Iterator[None]:
        """A step of the story: its official date and how long it took. The staff's waits for a working day; what citizens and clocks
        do falls on any (`cualquier_dia`). Raises PasoFallido naming the step."""
        try:
            momento = self.momento = self.agenda.momento(dia, hora, cualquier_dia=cualquier_dia)
        except CalendarioIncompleto as error:
            raise PasoFallido(f"«{nombre}»: {error}") from error
        dejar_trabajar()
        self.escenario.mover_reloj(momento.astimezone(UTC))
        self.comienzos[nombre] = momento
        empieza = time.monotonic()
        try:
            yield
        except PasoFallido as error:
            raise type(error)(f"«{nombre}»: {error}") from error
        self.segundos[nombre] = round(time.monotonic() - empieza, 3)
        self.avisar(f"{momento:%d/%m/%Y %H:%M}  {nombre}  ({self.segundos[nombre]:.1f} s)")

    def ciudadano(self, nif: str) -> Ciudadano:
        """A citizen, identified."""
        if nif not in self._ciudadanos:
            self._ciudadanos[nif] = Ciudadano(self.escenario, nif)
            self._ciudadanos[nif].entrar()
        return self._ciudadanos[nif]

    def empleado(self, usuario: str) -> Empleado:
        """A member of staff, logged in."""
        if usuario not in self._empleados:
            self._empleados[usuario] = Empleado(self.escenario, usuario)
            self._empleados[usuario].entrar()
        return self._empleados[usuario]

    def recordar_expediente(self, pagina: Pagina) -> None:
        """Take the case from the address of its confirmation."""
        hallado = _UUID.search(pagina.url)
        if hallado is None:
            raise PasoFallido(f"{pagina.resumen()}: no case in the address")
        self.expediente = hallado.group(1)

    def comprobar(self, punto: int, que: str, *, esperado: object, hallado: object) -> None:
        """Hold what was found against what was expected, say it and keep it. A story goes on after one that fails: its report has all."""
        hecha = Comprobacion(punto, f"{self.momento:%Y-%m-%d}", que, str(esperado), str(hallado))
        self.comprobaciones.append(hecha)
        self.avisar(hecha.en_palabras())

    def informe(self, historia: str) -> dict[str, object]:
        """Everything that was checked, and how long each step took."""
        return {
            "historia": historia,
            "bien": all(una.bien for una in self.comprobaciones),
            "comprobaciones": [una.como_json() for una in self.comprobaciones],
            "segundos": self.segundos,
        }

    def anotar_rechazadas(self, rechazadas: Sequence[tuple[str, str]]) -> None:
        """Keep the inputs that were refused, with the reason that the citizen read."""
        self.rechazadas.extend({"fichero": nombre, "motivo": motivo} for nombre, motivo in rechazadas)


def dejar_trabajar(segundos: float = PACIENCIA) -> bool:
    """Before the clock jumps, let the workers finish what they can do now: a receipt is sealed the night of the filing, not days
    later. What waits for another try (its service is down) is not waited for. Returns whether all was done in time."""
    limite = time.monotonic() + segundos
    ahora = Q(status="todo") & (Q(scheduled_at=None) | Q(scheduled_at__lte=Now()))
    while ProcrastinateJob.objects.filter(ahora | Q(status="doing")).exclude(queue_name="barridos").exists():
        if time.monotonic() > limite:
            return False
        time.sleep(0.1)
    return True


def primer_domingo(ahora: datetime | None = None) -> datetime:
    """Midnight of a Sunday some weeks ago: an inhábil day, with time enough for the whole story before today."""
    dia = en_madrid(ahora or datetime.now(UTC)) - timedelta(weeks=SEMANAS_ATRAS)
    dia -= timedelta(days=(dia.weekday() - DOMINGO) % 7)
    return datetime(dia.year, dia.month, dia.day, tzinfo=MADRID)
