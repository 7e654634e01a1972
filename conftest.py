"""Databases of the tests.

Ordinary tests (`db`, `@pytest.mark.django_db`) run inside a transaction on this worker's clone of the template; the
alias `accesos` is there the same connection as `default`. Tests that need real commits, several connections or other
processes ask for `base_propia`: a clone of their own in which `accesos` is a connection of its own, as in production.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from consistorio.plataforma.base import plantillas
from consistorio.plataforma.base.conexion import Conexion, asegurar_base_de_pruebas

pytest_plugins = ["consistorio.integraciones.pki_demo.accesorios"]

ALIAS = ("default", "accesos")
# pytest-django gives a test only the databases of this attribute; both are one in ordinary tests.
TransactionTestCase.databases = set(ALIAS)


@dataclass(frozen=True)
class BasePropia:
    """A database of this test alone: `conexion`, and what another process needs to use the same one."""

    conexion: Conexion

    @property
    def url(self) -> str:
        return self.conexion.url()

    @property
    def entorno(self) -> dict[str, str]:
        """Environment of a child process that works on this database."""
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "consistorio.conf.demo",
            "PYTHONPATH": str(Path(__file__).parent / "src"),
        }


def _apuntar(nombre: str) -> None:
    """Make every alias talk to the database of that name from now on."""
    for alias in ALIAS:
        connections.settings[alias]["NAME"] = nombre
    connections.close_all()


def _separar_accesos() -> None:
    """Give `accesos` a connection of its own again."""
    connections["accesos"].close()
    del connections["accesos"]


@dataclass(frozen=True)
class _Servidor:
    conexion: Conexion
    plantilla: str


@pytest.fixture(scope="session")
def _servidor_de_pruebas(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> _Servidor:
    conexion = asegurar_base_de_pruebas()
    plantillas.barrer_abandonadas(conexion)

    def migrar(nombre: str) -> None:
        _apuntar(nombre)
        call_command("migrate", verbosity=0, interactive=False)
        connections.close_all()

    huella = plantillas.huella_de_migraciones(Path(c.path) for c in apps.get_app_configs())
    with django_db_blocker.unblock():
        plantilla = plantillas.asegurar_plantilla(conexion, huella, migrar)
    return _Servidor(conexion, plantilla)


@pytest.fixture(scope="session")
def django_db_setup(_servidor_de_pruebas: _Servidor, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Replaces pytest-django's: one clone of the template per worker."""
    servidor = _servidor_de_pruebas.conexion
    nombre = plantillas.clonar(servidor, _servidor_de_pruebas.plantilla)
    with django_db_blocker.unblock():
        _apuntar(nombre)
        connections["accesos"] = connections["default"]
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    plantillas.borrar(servidor, nombre)


@pytest.fixture
def base_propia(
    _servidor_de_pruebas: _Servidor, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[BasePropia]:
    """A database of one's own, with real commits and a real second connection `accesos`."""
    servidor = _servidor_de_pruebas.conexion
    anterior = str(connections.settings["default"]["NAME"])
    nombre = plantillas.clonar(servidor, _servidor_de_pruebas.plantilla)
    with django_db_blocker.unblock():
        _apuntar(nombre)
        del connections["accesos"]
        yield BasePropia(servidor.con_nombre(nombre))
        _separar_accesos()
        _apuntar(anterior)
        connections["accesos"] = connections["default"]
    plantillas.borrar(servidor, nombre)


@pytest.fixture
def transactional_db(base_propia: BasePropia) -> None:
    """Immutable tables refuse the usual flush: what needs real commits (also `live_server`) gets a clone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow tests go last. `django_db(transaction=True)` would flush, which immutable tables refuse."""
    items.sort(key=lambda item: item.get_closest_marker("lento") is not None)
    for item in items:
        marca = item.get_closest_marker("django_db")
        if marca and (marca.kwargs.get("transaction") or marca.args[:1] == (True,)):
            mensaje = f"{item.nodeid}: use the fixture base_propia instead of django_db(transaction=True)"
            raise pytest.UsageError(mensaje)


def _motivo_de_no_ejecutada(informe: pytest.TestReport | pytest.CollectReport) -> str:
    """The reason of a skip that says NOT RUN, else ""."""
    if not isinstance(informe.longrepr, tuple):
        return ""
    motivo = str(informe.longrepr[2]).removeprefix("Skipped: ")
    return motivo if motivo.startswith("NOT RUN") else ""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Right above pytest's last line: what did not run and why, and the other checks that failed."""
    yield
    motivos: dict[str, list[str]] = {}
    for informe in terminalreporter.stats.get("skipped", []):
        motivo = _motivo_de_no_ejecutada(informe)
        if motivo:
            motivos.setdefault(motivo, []).append(informe.nodeid)
    fallidas = os.environ.get("CONSISTORIO_COMPROBACIONES_FALLIDAS")
    if fallidas:
        terminalreporter.section("CHECKS THAT FAILED", red=True)
        terminalreporter.write_line(fallidas)
    terminalreporter.section("NOT RUN", yellow=True)
    for motivo, pruebas in sorted(motivos.items()):
        terminalreporter.write_line(f"{motivo}  [{len(pruebas)}]")
        for prueba in pruebas[:5]:
            terminalreporter.write_line(f"    {prueba}")
        if len(pruebas) > 5:
            terminalreporter.write_line(f"    … {len(pruebas) - 5} more")
    if not motivos:
        terminalreporter.write_line("nothing: every collected test was run")
