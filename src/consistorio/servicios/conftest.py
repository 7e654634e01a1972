"""A seeded town for the services' tests: made once a run, cloned for each module, so that each test only pays its case."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

import pytest

from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba


class Sembradas(Protocol):
    """What the house's fixture offers."""

    def clonada(self, sembrado: str, sembrar: Callable[[], None]) -> AbstractContextManager[str]:
        """Work in a clone of that sowing."""


@pytest.fixture(scope="module")
def villa_sembrada(sembradas: Sembradas) -> Iterator[None]:
    """The example town with its people, calendar and the licence of minor works, for the tests of a module."""
    escenario.tipos_de_tarea()
    with sembradas.clonada("servicios", lambda: escenario.villa(RelojDePrueba(escenario.SIEMBRA))):
        yield


@pytest.fixture(scope="module")
def villa_que_firma(villa_sembrada: None, sembradas: Sembradas, dar_claves: Callable[[], None]) -> Iterator[None]:
    """The same town, whose staff have their keys. Sown once a process, whose authority it is."""

    def sembrar() -> None:
        escenario.villa(RelojDePrueba(escenario.SIEMBRA))
        dar_claves()

    with sembradas.clonada(f"servicios_{os.getpid()}", sembrar):
        yield


@pytest.fixture
def reloj(villa_sembrada: None, db: None) -> RelojDePrueba:
    """A clock that the test moves, and with it the town's."""
    reloj = RelojDePrueba()
    reloj.poner(reloj.momento)
    return reloj
