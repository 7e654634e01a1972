"""A budget for the tests: the ledger of 2025 and 2026, and the budget of 2026."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

import pytest

from consistorio.economia.contabilidad.tests import escenario as contabilidad
from consistorio.economia.presupuesto.tests import escenario


class Sembradas(Protocol):
    """What the house's fixture offers."""

    def clonada(self, sembrado: str, sembrar: Callable[[], None]) -> AbstractContextManager[str]:
        """Work in a clone of that sowing."""

    def plantilla(self, sembrado: str, sembrar: Callable[[], None]) -> str:
        """The database of that sowing."""

    def propia(self, plantilla: str) -> AbstractContextManager[object]:
        """A clone of a database, with a real second connection."""


@pytest.fixture(scope="module")
def presupuesto_sembrado(sembradas: Sembradas) -> Iterator[None]:
    """The tests of a module share a budget, each in its transaction."""
    with sembradas.clonada("presupuesto", escenario.sembrar):
        yield


@pytest.fixture
def presupuesto(presupuesto_sembrado: None, db: None) -> None:
    """A budget that is as it was when the test ends."""


@pytest.fixture
def presupuesto_propio(sembradas: Sembradas) -> Iterator[object]:
    """A budget of this test alone, with real commits."""
    with sembradas.propia(sembradas.plantilla("presupuesto", escenario.sembrar)) as base:
        yield base


@pytest.fixture(scope="module")
def libro_sembrado(sembradas: Sembradas) -> Iterator[None]:
    """A ledger without a budget."""
    with sembradas.clonada("contabilidad", contabilidad.sembrar):
        yield


@pytest.fixture
def libro(libro_sembrado: None, db: None) -> None:
    """A ledger that is as it was when the test ends."""
