"""The town of the treasury, sown once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from consistorio.economia.tesoreria.tests import escenario
from consistorio.servicios.conftest import Sembradas
from consistorio.servicios.tests import escenario as servicios
from consistorio.servicios.tests.escenario import RelojDePrueba


@pytest.fixture(scope="module")
def villa_sembrada(sembradas: Sembradas, dar_claves: Callable[[], None]) -> Iterator[None]:
    """The town with its accounts and its banks, and the keys of its staff. Sown once a process, whose authority it is."""

    def sembrar() -> None:
        servicios.tipos_de_tarea()
        escenario.sembrar()
        dar_claves()

    with sembradas.clonada(f"tesoreria_{os.getpid()}", sembrar):
        yield


@pytest.fixture
def reloj(villa_sembrada: None, db: None) -> RelojDePrueba:
    """A clock that the test moves, and with it the town's."""
    reloj = RelojDePrueba(escenario.INICIO)
    reloj.poner(reloj.momento)
    return reloj
