"""A ledger for the tests: the chart, and the years 2025 and 2026 open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

import pytest

from consistorio.economia.contabilidad.tests import escenario


class Sembradas(Protocol):
    """What the house's fixture offers."""

    def clonada(self, sembrado: str, sembrar: Callable[[], None]) -> AbstractContextManager[str]:
        """Work in a clone of that sowing."""

    def plantilla(self, sembrado: str, sembrar: Callable[[], None]) -> str:
        """The database of that sowing."""

    def propia(self, plantilla: str) -> AbstractContextManager[object]:
        """A clone of a database, with a real second connection."""


@pytest.fixture(scope="module")
def libro_sembrado(sembradas: Sembradas) -> Iterator[None]:
    """The tests of a module share a ledger, each in its transaction."""
    with sembradas.clonada("contabilidad", escenario.sembrar):
        yield


@pytest.fixture
def libro(libro_sembrado: None, db: None) -> None:
    """A ledger that is as it was when the test ends."""


@pytest.fixture
def libro_propio(sembradas: Sembradas) -> Iterator[object]:
    """A ledger of this test alone, with real commits."""
    with sembradas.propia(sembradas.plantilla("contabilidad", escenario.sembrar)) as base:
        yield base
