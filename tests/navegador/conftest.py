"""A real browser for the tests of pages. They are `lento`; without Chromium they report NOT RUN."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.operaciones import crear_borrador
from tests.navegador import villa
from tests.navegador.revision import VIGILANTE

# Playwright's loop runs in this thread: Django would refuse the synchronous ORM of the fixtures.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
OPCIONES = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Their staff session is lost when another file of this folder ran before in the same process: each runs by itself.
SOLOS = frozenset(
    {"test_administracion.py", "test_entradas.py", "test_escritorio.py", "test_oficina_registro.py"}
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    propios = [item for item in items if "navegador" in str(item.path)]
    acompanados = len({item.path for item in propios}) > 1
    for item in propios:
        item.add_marker(pytest.mark.lento)
        if acompanados and item.path.name in SOLOS:
            motivo = f"NOT RUN: run it by itself: ./consistorio test tests/navegador/{item.path.name}"
            item.add_marker(pytest.mark.skip(reason=motivo))


@pytest.fixture(scope="session")
def navegador() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    ejecutable = shutil.which("chromium")
    if ejecutable is None:
        pytest.skip("NOT RUN: chromium is not installed")
    with sync_playwright() as playwright:
        abierto = playwright.chromium.launch(executable_path=ejecutable, args=OPCIONES)
        yield abierto
        abierto.close()


@pytest.fixture(scope="session", autouse=True)
def _navegador_primero(navegador: Browser) -> None:
    """Playwright changes the context in which this thread's connections live: it starts before any database does."""


@pytest.fixture(params=[1366, 360], ids=["escritorio", "movil"])
def ancho(request: pytest.FixtureRequest) -> int:
    """Width of the window in px."""
    return int(request.param)


@pytest.fixture
def contexto(navegador: Browser, ancho: int) -> Iterator[BrowserContext]:
    """A clean profile that watches for policy violations."""
    abierto = navegador.new_context(viewport={"width": ancho, "height": 800}, locale="es-ES")
    abierto.add_init_script(VIGILANTE)
    yield abierto
    abierto.close()


@pytest.fixture
def pagina(contexto: BrowserContext) -> Page:
    """A page of that profile."""
    return contexto.new_page()


@dataclass
class Vecindad:
    """A citizen with a draft, already let in."""

    url: str
    persona: Persona
    borrador: Borrador
    cookie: str


@pytest.fixture
def vecindad(pueblo_propio: object, live_server: LiveServer, contexto: BrowserContext) -> Vecindad:
    persona = Persona.objects.filter(clase="fisica").order_by("nif")[0]
    version = vigente("licencia-obra-menor")
    with transaction.atomic():
        borrador = crear_borrador(
            procedimiento=version.procedimiento.codigo,
            formulario_id=version.formulario_id,
            representado_id=None,
            actor=villa.vecino(persona),
            reloj=reloj_de_la_casa(),
        )
    cookie = villa.identificar(persona)
    contexto.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    return Vecindad(live_server.url, persona, borrador, cookie)
