"""Databases of the tests.

Ordinary tests (`db`, `@pytest.mark.django_db`) run inside a transaction on this worker's clone of the template; the
alias `accesos` is there the same connection as `default`. Tests that need real commits, several connections or other
processes ask for `base_propia`: a clone of their own in which `accesos` is a connection of its own, as in production.

Whoever needs the example town asks for `pueblo_sembrado` (ordinary tests: calendar, organisation, citizens and published
procedures are already there) or `pueblo_propio` (the same in a database of its own). It is sown once a run and cloned. A room
that needs another sowing gives its own to `sembradas`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import settings as ajustes_de_hypothesis
from pytest_django import DjangoDbBlocker
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from consistorio.plataforma.base import plantillas
from consistorio.plataforma.base.conexion import Conexion, asegurar_base_de_pruebas
from consistorio.plataforma.calendario.datos.demo import sembrar as sembrar_calendario
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.demostracion import sembrar as sembrar_organizacion
from consistorio.tramitacion.catalogo.datos.demo import cargar_todo

pytest_plugins = ["consistorio.integraciones.pki_demo.accesorios"]

# Time is no verdict on a machine that does other things too.
ajustes_de_hypothesis.register_profile("casa", deadline=None)
ajustes_de_hypothesis.load_profile("casa")
# Long tests that share nothing with the rest of their module.
UNA_A_UNA = ("tests/navegador/", "tests/recorrido/test_historias.py")
# The process that began this run: xdist's workers inherit it.
CORRIDA = int(os.environ.setdefault("CONSISTORIO_CORRIDA", str(os.getpid())))
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


@dataclass(frozen=True)
class Sembradas:
    """Databases with something sown in them."""

    servidor: _Servidor
    bloqueo: DjangoDbBlocker

    def plantilla(self, sembrado: str, sembrar: Callable[[], None]) -> str:
        """Name of the database of that sowing, made now if this run has not made it yet. Nobody works in it: clone it."""

        def en_ella(nombre: str) -> None:
            with self.apuntada(nombre):
                sembrar()

        return plantillas.asegurar_sembrada(
            self.servidor.conexion, self.servidor.plantilla, sembrado, corrida=CORRIDA, sembrar=en_ella
        )

    @contextmanager
    def apuntada(self, nombre: str) -> Iterator[None]:
        """This process works in that database."""
        anterior = str(connections.settings["default"]["NAME"])
        with self.bloqueo.unblock():
            _apuntar(nombre)
            try:
                yield
            finally:
                _apuntar(anterior)

    @contextmanager
    def clonada(self, sembrado: str, sembrar: Callable[[], None]) -> Iterator[str]:
        """This process works in a clone of that sowing, dropped at the end."""
        nombre = plantillas.clonar(self.servidor.conexion, self.plantilla(sembrado, sembrar))
        with self.apuntada(nombre):
            yield nombre
        plantillas.borrar(self.servidor.conexion, nombre)

    @contextmanager
    def propia(self, plantilla: str) -> Iterator[BasePropia]:
        """The same in a clone of `plantilla`, where `accesos` has a connection of its own."""
        nombre = plantillas.clonar(self.servidor.conexion, plantilla)
        with self.apuntada(nombre):
            _separar_accesos()
            yield BasePropia(self.servidor.conexion.con_nombre(nombre))
            _separar_accesos()
        connections["accesos"] = connections["default"]
        plantillas.borrar(self.servidor.conexion, nombre)


@pytest.fixture(scope="session")
def sembradas(
    _servidor_de_pruebas: _Servidor, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Sembradas]:
    """Makes databases sown once a run."""
    yield Sembradas(_servidor_de_pruebas, django_db_blocker)
    if os.getpid() == CORRIDA:
        for nombre in plantillas.bases_de(_servidor_de_pruebas.conexion, f"prueba_{CORRIDA}_"):
            plantillas.borrar(_servidor_de_pruebas.conexion, nombre)


def fundar() -> None:
    """The example town as it is sown: calendar, organisation, citizens and published procedures."""
    reloj = reloj_de_la_casa()
    sembrar_calendario()
    sembrar_organizacion(reloj=reloj)
    cargar_todo(reloj=reloj)


@pytest.fixture(scope="module")
def pueblo_sembrado(sembradas: Sembradas) -> Iterator[None]:
    """The tests of this module work in the example town, as of now."""
    with sembradas.clonada("pueblo", fundar):
        yield


@pytest.fixture
def pueblo_propio(sembradas: Sembradas) -> Iterator[BasePropia]:
    """`base_propia` with the example town in it, as of now."""
    with sembradas.propia(sembradas.plantilla("pueblo", fundar)) as base:
        yield base


@pytest.fixture
def base_propia(sembradas: Sembradas) -> Iterator[BasePropia]:
    """A database of one's own, with real commits and a real second connection `accesos`."""
    with sembradas.propia(sembradas.servidor.plantilla) as base:
        yield base


@pytest.fixture
def transactional_db(request: pytest.FixtureRequest) -> None:
    """Immutable tables refuse the usual flush: what needs real commits (also `live_server`) gets a clone."""
    request.getfixturevalue("pueblo_propio" if "pueblo_propio" in request.fixturenames else "base_propia")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow tests go last. `django_db(transaction=True)` would flush, which immutable tables refuse."""
    items.sort(key=lambda item: item.get_closest_marker("lento") is not None)
    for item in items:
        marca = item.get_closest_marker("django_db")
        if marca and (marca.kwargs.get("transaction") or marca.args[:1] == (True,)):
            mensaje = f"{item.nodeid}: use the fixture base_propia instead of django_db(transaction=True)"
            raise pytest.UsageError(mensaje)


class _PorModulos(LoadScopeScheduling):  # type: ignore[misc]  # xdist says no types
    """The tests of a module go to one worker, whose fixtures they share; the long ones go one by one to whoever is free."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith(UNA_A_UNA) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling | None:
    """Replaces xdist's `--dist loadscope`."""
    return _PorModulos(config, log) if config.getoption("dist") == "loadscope" else None


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
