"""The example town, sown once a test."""

from __future__ import annotations

import pytest

from consistorio.tramitacion.tests.factories import RelojMovil, sembrar_pueblo


@pytest.fixture
def reloj(base_propia: object) -> RelojMovil:
    """A clock that the test moves, in a town with people and procedures."""
    movil = RelojMovil()
    sembrar_pueblo(movil)
    return movil
