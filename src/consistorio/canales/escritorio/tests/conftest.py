"""The desk seen by members of the demo staff, over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client, override_settings

from consistorio.canales.oac.tests.actor_de_prueba import ActorDePrueba
from consistorio.servicios.conftest import reloj, villa_sembrada
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente

__all__ = ["reloj", "villa_sembrada"]
MEDIO = "consistorio.canales.oac.tests.actor_de_prueba.ActorDePrueba"
Mesa = Callable[[str], Client]


@pytest.fixture
def mesa(reloj: RelojDePrueba) -> Iterator[Mesa]:
    """The desk of whoever is named: `mesa("nuria").get(...)`. One person at a time."""

    def de(usuario: str) -> Client:
        ActorDePrueba.actor = escenario.empleado(usuario, reloj)
        return Client()

    with override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, MEDIO]):
        yield de
    ActorDePrueba.actor = None


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    """A case just begun in Licencias."""
    return escenario.caso(reloj)
