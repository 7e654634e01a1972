"""A seeded town for the services' tests: made once a process, cloned for each module, so that each test only pays its case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from consistorio.plataforma.base import plantillas
from consistorio.plataforma.base.conexion import Conexion
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba


class Servidor(Protocol):
    """What the house's fixtures say of the test server."""

    conexion: Conexion
    plantilla: str


def _apuntar(nombre: str) -> str:
    """Make every alias talk to that database; returns the one before."""
    anterior = str(connections.settings["default"]["NAME"])
    for alias in ("default", "accesos"):
        connections.settings[alias]["NAME"] = nombre
    connections.close_all()
    return anterior


@pytest.fixture(scope="session")
def _villa_guardada(
    _servidor_de_pruebas: Servidor, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    servidor = _servidor_de_pruebas.conexion
    nombre = plantillas.clonar(servidor, _servidor_de_pruebas.plantilla)
    with django_db_blocker.unblock():
        anterior = _apuntar(nombre)
        escenario.villa(RelojDePrueba())
        _apuntar(anterior)
    yield nombre
    plantillas.borrar(servidor, nombre)


@pytest.fixture(scope="module")
def villa_sembrada(
    _servidor_de_pruebas: Servidor, _villa_guardada: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The example town with its people, calendar and the licence of minor works, for the tests of a module."""
    servidor = _servidor_de_pruebas.conexion
    nombre = plantillas.clonar(servidor, _villa_guardada)
    with django_db_blocker.unblock():
        anterior = _apuntar(nombre)
    yield
    with django_db_blocker.unblock():
        _apuntar(anterior)
    plantillas.borrar(servidor, nombre)


@pytest.fixture
def reloj(villa_sembrada: None, db: None) -> RelojDePrueba:
    """A clock that the test moves, and with it the town's."""
    reloj = RelojDePrueba()
    reloj.poner(reloj.momento)
    return reloj
