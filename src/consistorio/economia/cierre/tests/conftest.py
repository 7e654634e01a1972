"""The worked year, executed through the use cases until its last day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from consistorio.economia.cierre.tests import escenario
from consistorio.economia.presupuesto.tests.conftest import Sembradas
from consistorio.servicios.conftest import reloj, villa_que_firma, villa_sembrada

__all__ = ["reloj", "villa_que_firma", "villa_sembrada"]


@pytest.fixture(scope="module")
def anio_sembrado(sembradas: Sembradas) -> Iterator[None]:
    """The tests of a module share it, each in its transaction."""
    escenario.ejemplo()  # NOT RUN without the data, before anything is sown
    with sembradas.clonada("ejercicio", escenario.sembrar):
        yield


@pytest.fixture
def anio(anio_sembrado: None, db: None) -> int:
    """2025, as it was when the test began."""
    return escenario.ANIO
