"""Somebody of the example town at the designer's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings

from consistorio.canales.admin_tecnica.tests.actor_de_prueba import ActorDePrueba
from consistorio.canales.admin_tecnica.tests.conftest import MEDIO
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import actor_de
from consistorio.plataforma.organizacion.models import Empleado

Entrar = Callable[[str], Client]


@pytest.fixture
def entra(pueblo_sembrado: None, db: None) -> Iterator[Entrar]:
    """A browser in which the person of that user name is logged in."""

    def entrar(usuario: str) -> Client:
        empleado = Empleado.objects.select_related("persona").get(cuenta__usuario=usuario)
        ActorDePrueba.actor = actor_de(empleado, en=hoy(reloj_de_la_casa()))
        return Client()

    cache.clear()
    with override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, MEDIO]):
        yield entrar
    ActorDePrueba.actor = None
