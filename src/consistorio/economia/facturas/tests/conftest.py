"""Who sees to the invoices in these tests."""

from __future__ import annotations

import pytest

from consistorio.economia.presupuesto.tests import escenario as presupuesto
from consistorio.nucleo.actor import Actor
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba


@pytest.fixture
def intervencion(reloj: RelojDePrueba) -> Actor:
    return escenario.empleado("teresa", reloj)


@pytest.fixture
def marta(reloj: RelojDePrueba) -> Actor:
    """Who heads Licencias."""
    return escenario.empleado("marta", reloj)


@pytest.fixture
def cuentas(reloj: RelojDePrueba) -> None:
    """The ledger and the budget of 2026, where obligations are recognised."""
    presupuesto.sembrar()
