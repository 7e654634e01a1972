"""A real browser for the tests of pages. They are `lento`; without Chromium they report NOT RUN."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from consistorio.nucleo.actor import Actor
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.formularios.models import Borrador
from tests.navegador import villa
from tests.navegador.revision import AXE, VIGILANTE

# Playwright's loop runs in this thread: Django would refuse the synchronous ORM of the fixtures.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# How long to wait for a page before giving up: a machine that does other things too is not a page that fails.
PACIENCIA = 180_000
expect.set_options(timeout=PACIENCIA)
OPCIONES = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if "navegador" in str(item.path):
            item.add_marker(pytest.mark.lento)


@pytest.fixture(scope="session")
def navegador() -> Iterator[Browser]:
    """Debian's Chromium: the one without windows, a fifth quicker, or the whole one."""
    ejecutable = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if ejecutable is None:
        pytest.skip("NOT RUN: chromium is not installed")
    with sync_playwright() as playwright:
        abierto = playwright.chromium.launch(executable_path=ejecutable, args=OPCIONES)
        yield abierto
        abierto.close()


@pytest.fixture(scope="session", autouse=True)
def _navegador_primero(navegador: Browser) -> None:
    """Playwright changes the context in which this thread's connections live: it starts before any database does."""


@pytest.fixture
def ancho(request: pytest.FixtureRequest) -> int:
    """Width of the window in px in which the walk is done: a telephone's, unless the test says another. `revisar` judges
    every page at both."""
    return int(getattr(request, "param", 360))


@contextmanager
def perfil(navegador: Browser, ancho: int) -> Iterator[BrowserContext]:
    """A clean profile that watches for policy violations and brings axe, five times quicker than taking it to each page."""
    abierto = navegador.new_context(viewport={"width": ancho, "height": 800}, locale="es-ES")
    abierto.set_default_timeout(PACIENCIA)
    abierto.add_init_script(VIGILANTE)
    abierto.add_init_script(AXE)
    yield abierto
    abierto.close()


@pytest.fixture
def contexto(navegador: Browser, ancho: int) -> Iterator[BrowserContext]:
    """The profile of who walks in the test."""
    with perfil(navegador, ancho) as abierto:
        yield abierto


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
    borrador = villa.borrador_de_obra(persona)
    cookie = villa.identificar(persona)
    contexto.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    return Vecindad(live_server.url, persona, borrador, cookie)


@dataclass
class Ayuntamiento:
    """The staff's side of the example town in this browser. `url`: the server's, without the last slash."""

    url: str
    contexto: BrowserContext

    def entra(self, usuario: str) -> Actor:
        """Whoever sits at this browser from now on is that member of staff, in a session as the login leaves it."""
        self.contexto.add_cookies(
            [{"name": "sessionid", "value": villa.identificar_personal(usuario), "url": self.url}]
        )
        return villa.empleado(usuario)


@pytest.fixture
def ayuntamiento(pueblo_propio: object, live_server: LiveServer, contexto: BrowserContext) -> Ayuntamiento:
    """The server lives as long as the process, with the middleware of the first test that asked for it: who is at the
    browser is said by a real session, never by settings of one file."""
    return Ayuntamiento(live_server.url, contexto)
