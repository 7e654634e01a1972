"""Two towns in one process: facts, jobs and accesses of each go to its own database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import pytest
from django.db import connections
from procrastinate.contrib.django.models import ProcrastinateJob

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoPermitido
from consistorio.nucleo.reloj import RelojFijo
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.eventos import evento
from consistorio.plataforma.auditoria.models import Acceso, Evento
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.base import plantillas
from consistorio.plataforma.base.conexion import Conexion
from consistorio.plataforma.base.villa import alias_actual, en_la_villa
from consistorio.plataforma.cola.operaciones import encolar

ACTOR = Actor.sistema("prueba", "sistema.administrar")
RELOJ = RelojFijo(datetime(2026, 11, 2, 9, tzinfo=UTC))


class Base(Protocol):
    conexion: Conexion


@evento("prueba.villa", "Se probó una villa")
@dataclass(frozen=True)
class HechoDeVilla:
    numero: int


@accion("prueba.villa", permiso="sistema.administrar", norma="prueba")
def probar(*, actor: Actor) -> None:
    anotar("prueba", HechoDeVilla(1), actor=actor, reloj=RELOJ)
    encolar("cola.recuperar")


@pytest.fixture
def otra_villa(base_propia: Base) -> Iterator[str]:
    """A second town: a clone of the same (empty) database, under an alias of its own."""
    servidor = base_propia.conexion
    for alias in ("default", "accesos"):
        connections[alias].close()
    nombre = plantillas.clonar(servidor, servidor.nombre)
    for alias in ("vecina", "vecina_accesos"):
        connections.settings[alias] = {**connections.settings["default"], "NAME": nombre}
    yield "vecina"
    for alias in ("vecina", "vecina_accesos"):
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]
    plantillas.borrar(servidor, nombre)


def test_what_happens_in_a_town_is_written_in_its_own_database(otra_villa: str) -> None:
    with en_la_villa(otra_villa):
        probar(actor=ACTOR)
        with pytest.raises(NoPermitido):
            probar(actor=Actor.sistema("sin permiso"))
        assert [Evento.objects.count(), ProcrastinateJob.objects.count(), Acceso.objects.count()] == [1, 1, 1]
    assert alias_actual() == "default"
    assert [Evento.objects.count(), ProcrastinateJob.objects.count(), Acceso.objects.count()] == [0, 0, 0]
    probar(actor=ACTOR)
    assert Evento.objects.count() == 1
