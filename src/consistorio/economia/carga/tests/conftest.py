"""The chart and nothing else: a town that has just come."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from consistorio.economia.carga.tests import escenario
from consistorio.economia.contabilidad import datos
from consistorio.economia.presupuesto.tests.conftest import Sembradas
from consistorio.servicios.conftest import reloj, villa_que_firma, villa_sembrada

__all__ = ["reloj", "villa_que_firma", "villa_sembrada"]


def _sembrar() -> None:
    datos.cargar_plan(reloj=escenario.RELOJ)


@pytest.fixture(scope="module")
def plan_sembrado(sembradas: Sembradas) -> Iterator[None]:
    """The tests of a module share it, each in its transaction."""
    with sembradas.clonada("carga", _sembrar):
        yield


@pytest.fixture
def plan(plan_sembrado: None, db: None) -> None:
    """The chart, as it was when the test began."""
