"""A town that keeps its accounts: its people, the procedures that spend and a small budget. Sown once a process, whose authority signs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from consistorio.economia.gasto.tests import contrato
from consistorio.servicios.conftest import Sembradas
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba


@pytest.fixture(scope="module")
def villa_con_cuentas(sembradas: Sembradas, dar_claves: Callable[[], None]) -> Iterator[None]:
    """The example town, with its budget of 2026 and keys for its staff."""
    escenario.tipos_de_tarea()

    def sembrar() -> None:
        contrato.villa(RelojDePrueba(escenario.SIEMBRA))
        dar_claves()

    with sembradas.clonada(f"gasto_{os.getpid()}", sembrar):
        yield


@pytest.fixture
def reloj(villa_con_cuentas: None, db: None) -> RelojDePrueba:
    """A clock that the test moves, and with it the town's."""
    reloj = RelojDePrueba()
    reloj.poner(reloj.momento)
    return reloj
