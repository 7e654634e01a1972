"""The example town, sown once a module in a database of its own; each test is rolled back.

Kinds of task of the rooms above are stood in by plain ones: these tests are of this layer, whatever is installed over it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections, transaction
from pytest_django import DjangoDbBlocker

from consistorio.plataforma.base import plantillas
from consistorio.plataforma.base.conexion import Conexion
from consistorio.tramitacion.motor import registro_tipos
from consistorio.tramitacion.motor.registro_tipos import TipoTarea
from consistorio.tramitacion.tests.factories import RelojMovil, sembrar_pueblo

ALIAS = ("default", "accesos")
DE_ARRIBA = ("propuesta", "resolucion", "notificacion", "cierre")


class _Servidor:
    conexion: Conexion
    plantilla: str


def _apuntar(nombre: str) -> None:
    for alias in ALIAS:
        connections.settings[alias]["NAME"] = nombre
    connections["default"].close()


@pytest.fixture(scope="module")
def pueblo(
    _servidor_de_pruebas: _Servidor, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A database with the example town, for the tests of one module."""
    servidor = _servidor_de_pruebas.conexion
    anterior = str(connections.settings["default"]["NAME"])
    nombre = plantillas.clonar(servidor, _servidor_de_pruebas.plantilla)
    with django_db_blocker.unblock():
        _apuntar(nombre)
        sembrar_pueblo(RelojMovil())
    yield
    with django_db_blocker.unblock():
        _apuntar(anterior)
    plantillas.borrar(servidor, nombre)


@pytest.fixture
def reloj(pueblo: None, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch) -> Iterator[RelojMovil]:
    """A clock that the test moves, in a town with people and procedures."""
    for codigo in DE_ARRIBA:
        monkeypatch.setitem(registro_tipos._TIPOS, codigo, TipoTarea())
    with django_db_blocker.unblock():
        envoltura = transaction.atomic(using="default")
        setattr(envoltura, "_from_testcase", True)  # noqa: B010 - as Django's TestCase: actions may be durable inside
        envoltura.__enter__()
        try:
            yield RelojMovil()
        finally:
            transaction.set_rollback(True, using="default")
            envoltura.__exit__(None, None, None)
