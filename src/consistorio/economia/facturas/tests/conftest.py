"""Who sees to the invoices in these tests."""

from __future__ import annotations

import pytest

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
