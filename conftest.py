"""Databases of the tests.

Ordinary tests (`db`, `@pytest.mark.django_db`) run inside a transaction on this worker's clone of the template; the
alias `accesos` is there the same connection as `default`. Tests that need real commits, several connections or other
processes ask for `base_propia`: a clone of their own in which `accesos` is a connection of its own, as in production.

Whoever needs the example town asks for `pueblo_sembrado` (ordinary tests: calendar, organisation, citizens and published
procedures are already there) or `pueblo_propio` (the same in a database of its own). It is sown once a run and cloned. A room
that needs another sowing gives its own to `sembradas`.

With `CONSISTORIO_PRUEBAS_RESTRINGIDAS=1` the product works in all of them as a role that owns no table and holds just what
production gives it (`supervision.privilegios`), as in a real town; the owner only makes, grants and drops them.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
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
from consistorio.plataforma.supervision.privilegios import conceder
from consistorio.tramitacion.catalogo.datos.demo import cargar_todo

pytest_plugins = ["consistorio.integraciones.pki_demo.accesorios"]

gc.disable()  # until all the tests are collected, which live as long as the process
# Time is no verdict on a machine that does other things too.
ajustes_de_hypothesis.register_profile("casa", deadline=None)
ajustes_de_hypothesis.load_profile("casa")
# Long tests that share nothing with the rest of their module.
UNA_A_UNA = ("tests/navegador/",)
# They read every source of the house, which is parsed once a process.
TODAS_JUNTAS = "tests/contratos/"
# The longest of the slow ones, in this order: begun last, they would leave one processor idle while they end.
LOS_MAS_LARGOS = (
    "tests/recorrido/test_factura.py",
    "tests/recorrido/test_historias.py",
    "tests/lanzador/test_demo.py",
    "tests/recorrido/",
    "tests/lanzador/",
    "tests/produccion/",
    # Of the other half of the suite, which has a run of its own
    "tests/navegador/test_teclado_terraza.py",
    "tests/navegador/test_todas_las_paginas.py",
    "tests/navegador/test_teclado_personal.py",
)
# The process that began this run: xdist's workers inherit it.
CORRIDA = int(os.environ.setdefault("CONSISTORIO_CORRIDA", str(os.getpid())))
ALIAS = ("default", "accesos")
RESTRINGIDAS = os.environ.get("CONSISTORIO_PRUEBAS_RESTRINGIDAS") == "1"
ROL_RESTRINGIDO = "consistorio_pruebas"
RAIZ_DE_PRUEBAS = Path(__file__).parent
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


def _apuntar(nombre: str, usuario: str = "") -> None:
    """Make every alias talk to the database of that name from now on, as `usuario` if it is said."""
    for alias in ALIAS:
        connections.settings[alias]["NAME"] = nombre
        if usuario:
            connections.settings[alias]["USER"] = usuario
    connections.close_all()


def _separar_accesos() -> None:
    """Give `accesos` a connection of its own again."""
    connections["accesos"].close()
    del connections["accesos"]


@dataclass(frozen=True)
class _Servidor:
    """`conexion` is that of the owner, who makes and drops databases; `aplicacion`, that of who works in them."""

    conexion: Conexion
    plantilla: str

    @property
    def aplicacion(self) -> Conexion:
        return replace(self.conexion, usuario=ROL_RESTRINGIDO) if RESTRINGIDAS else self.conexion


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
        if RESTRINGIDAS:
            plantilla = _restringir(conexion, plantilla)
    return _Servidor(conexion, plantilla)


def _restringir(conexion: Conexion, plantilla: str) -> str:
    """A template in which a role of no privilege was granted what production grants; from now on we work as that role."""

    def sembrar(nombre: str) -> None:
        with psycopg.connect(conexion.con_nombre(nombre).url(), autocommit=True) as duenio:
            if duenio.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROL_RESTRINGIDO]).fetchone() is None:
                duenio.execute(f"CREATE ROLE {ROL_RESTRINGIDO} LOGIN")
        _apuntar(nombre)
        conceder(ROL_RESTRINGIDO, alias="default")
        connections.close_all()

    restringida = plantillas.asegurar_sembrada(conexion, plantilla, "restringida", corrida=CORRIDA, sembrar=sembrar)
    _apuntar("postgres", ROL_RESTRINGIDO)
    return restringida


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
            yield BasePropia(self.servidor.aplicacion.con_nombre(nombre))
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
    """Slow tests go last, the longest of them first. `django_db(transaction=True)` would flush, which immutable tables refuse."""
    _repartir_entre_papeles(items)
    items.sort(key=_cuando)
    for item in items:
        marca = item.get_closest_marker("django_db")
        if marca and (marca.kwargs.get("transaction") or marca.args[:1] == (True,)):
            mensaje = f"{item.nodeid}: use the fixture base_propia instead of django_db(transaction=True)"
            raise pytest.UsageError(mensaje)


def pytest_collection_finish() -> None:
    """What is there now stays: no search for garbage goes through it again, and those of what comes are few (8 % of the processor's time)."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


def _repartir_entre_papeles(items: list[pytest.Item]) -> None:
    """In the whole suite (`cli.test`) what runs as the role is not run again as the owner, and the other way round for tests marked
    `duenio`, which do what only the owner of the database may (they tamper with it)."""
    del_rol = tuple(os.environ.get("CONSISTORIO_PRUEBAS_DEL_ROL", "").split())

    def de_otro(item: pytest.Item) -> bool:
        del_duenio = item.get_closest_marker("duenio") is not None
        return del_duenio if RESTRINGIDAS else not del_duenio and item.nodeid.startswith(del_rol)

    if RESTRINGIDAS or del_rol:
        items[:] = [item for item in items if not de_otro(item)]


def _cuando(item: pytest.Item) -> int:
    if item.get_closest_marker("lento") is None:
        return 0
    largas = (puesto for puesto, cual in enumerate(LOS_MAS_LARGOS, 1) if item.nodeid.startswith(cual))
    return next(largas, len(LOS_MAS_LARGOS) + 1)


class _PorModulos(LoadScopeScheduling):  # type: ignore[misc]  # xdist says no types
    """The tests of a module go to one worker, whose fixtures they share; the long ones go one by one to whoever is free."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(TODAS_JUNTAS):
            return TODAS_JUNTAS
        return nodeid if nodeid.startswith(UNA_A_UNA) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling | None:
    """Replaces xdist's `--dist loadscope`."""
    return _PorModulos(config, log) if config.getoption("dist") == "loadscope" else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that itself does what only the owner may (tampers, removes a guard) proves nothing as the role: it is skipped. What
    the product is refused fails."""
    informe = yield
    if RESTRINGIDAS and call.excinfo is not None and informe.failed and _lo_hace_la_prueba(call.excinfo):
        informe.outcome = "skipped"
        informe.longrepr = (str(item.path), 0, "Skipped: NOT RUN as the role: it acts as the owner")
    return informe


def _lo_hace_la_prueba(hallado: pytest.ExceptionInfo[BaseException]) -> bool:
    """Whether PostgreSQL refused for want of privilege a statement of the test, and not of the product."""
    error: BaseException | None = hallado.value
    while error is not None and not isinstance(error, psycopg.errors.InsufficientPrivilege):
        error = error.__cause__ or error.__context__
    de_la_casa = [f for f in (Path(str(t.path)) for t in hallado.traceback) if f.is_relative_to(RAIZ_DE_PRUEBAS)]
    propios = [f for f in de_la_casa if ".venv" not in f.parts]
    return error is not None and bool(propios) and "tests" in propios[-1].parts


def _motivo_de_no_ejecutada(informe: pytest.TestReport | pytest.CollectReport) -> str:
    """The reason of a skip that says NOT RUN, else ""."""
    if not isinstance(informe.longrepr, tuple):
        return ""
    motivo = str(informe.longrepr[2]).removeprefix("Skipped: ")
    return motivo if motivo.startswith("NOT RUN") else ""


def _recordar_lo_de_las_otras(motivos: dict[str, list[str]]) -> None:
    """Add what the earlier runs of the same command left unrun, and leave ours for the next."""
    fichero = os.environ.get("CONSISTORIO_NO_EJECUTADAS")
    if not fichero or os.environ.get("PYTEST_XDIST_WORKER"):
        return
    propias = json.dumps(motivos)
    with Path(fichero).open("a+", encoding="utf-8") as apuntes:
        apuntes.seek(0)
        for linea in apuntes:
            for motivo, pruebas in json.loads(linea).items():
                motivos.setdefault(motivo, []).extend(pruebas)
        apuntes.write(f"{propias}\n")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Right above pytest's last line: what did not run and why, and the other checks that failed."""
    yield
    motivos: dict[str, list[str]] = {}
    for informe in terminalreporter.stats.get("skipped", []):
        motivo = _motivo_de_no_ejecutada(informe)
        if motivo:
            motivos.setdefault(motivo, []).append(informe.nodeid)
    fichero = os.environ.get("CONSISTORIO_COMPROBACIONES_FALLIDAS")
    fallidas = Path(fichero).read_text("utf-8") if fichero else ""
    if fallidas:
        terminalreporter.section("CHECKS THAT FAILED", red=True)
        terminalreporter.write(fallidas)
    terminalreporter.section("NOT RUN", yellow=True)
    _recordar_lo_de_las_otras(motivos)
    for motivo, pruebas in sorted(motivos.items()):
        terminalreporter.write_line(f"{motivo}  [{len(pruebas)}]")
        for prueba in pruebas[:5]:
            terminalreporter.write_line(f"    {prueba}")
        if len(pruebas) > 5:
            terminalreporter.write_line(f"    … {len(pruebas) - 5} more")
    if not motivos:
        terminalreporter.write_line("nothing: every collected test was run")
