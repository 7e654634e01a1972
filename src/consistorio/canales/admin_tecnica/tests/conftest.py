"""The administration of the example town, with somebody logged in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings

from consistorio.canales.admin_tecnica.tests.actor_de_prueba import ActorDePrueba
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.consultas import actor_de
from consistorio.plataforma.organizacion.models import Empleado

MEDIO = "consistorio.canales.admin_tecnica.tests.actor_de_prueba.ActorDePrueba"


def con_rol(codigo: str) -> Actor:
    """The person of the example town who holds a post with that role, with the permissions that it really gives."""
    dia = hoy(reloj_de_la_casa())
    empleado = Empleado.objects.filter(ocupaciones__puesto__roles__codigo=codigo).order_by("id")[0]
    return actor_de(empleado, en=dia)


@pytest.fixture
def villa(pueblo_sembrado: None, db: None) -> Iterator[None]:
    """The town, and nobody logged in yet."""
    cache.clear()
    with override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, MEDIO]):
        yield
    ActorDePrueba.actor = None


@pytest.fixture
def administradora(villa: None) -> Client:
    """A browser of who holds the role of technical administration."""
    ActorDePrueba.actor = con_rol("administracion")
    return Client(raise_request_exception=True)
