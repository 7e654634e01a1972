"""Budgets of the citizen's pages: bytes on the wire, requests, scripts, nodes; nothing from third parties, no web fonts."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, CDPSession
from pytest_django.live_server_helper import LiveServer

from tests.navegador.conftest import Vecindad

KB = 1024
MAXIMO_BYTES, MAXIMO_PETICIONES, MAXIMO_GUIONES, MAXIMO_NODOS = 60 * KB, 10, 30 * KB, 800
ESTATICOS = Path(__file__).parents[2] / "src" / "consistorio" / "canales" / "interfaz" / "static" / "consistorio"


@dataclass
class Medida:
    """What a cold visit moved."""

    bytes: int = 0
    guiones: int = 0
    urls: list[str] = field(default_factory=list)
    tipos: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def frio(navegador: Browser, vecindad: Vecindad) -> Iterator[BrowserContext]:
    """A profile with nothing in its cache."""
    contexto = navegador.new_context(viewport={"width": 360, "height": 800}, locale="es-ES")
    contexto.add_cookies([{"name": "sessionid", "value": vecindad.cookie, "url": vecindad.url}])
    yield contexto
    contexto.close()


def medir(sesion: CDPSession) -> Medida:
    """Collect what the browser loads from now on."""
    medida = Medida()

    def pedida(hecho: dict[str, object]) -> None:
        peticion = hecho["request"]
        assert isinstance(peticion, dict)
        medida.urls.append(str(peticion["url"]))
        medida.tipos[str(hecho["requestId"])] = str(hecho.get("type"))

    def terminada(hecho: dict[str, object]) -> None:
        cuanto = int(float(str(hecho["encodedDataLength"])))
        medida.bytes += cuanto
        if medida.tipos.get(str(hecho["requestId"])) == "Script":
            medida.guiones += cuanto

    sesion.on("Network.requestWillBeSent", pedida)
    sesion.on("Network.loadingFinished", terminada)
    sesion.send("Network.enable")
    return medida


@pytest.mark.parametrize("ancho", [360], indirect=True, ids=["movil"])
def test_citizen_pages_fit_their_budget(frio: BrowserContext, vecindad: Vecindad, live_server: LiveServer) -> None:
    for ruta in (
        "/",
        "/tramites/licencia-obra-menor/",
        f"/borradores/{vecindad.borrador.id}/paso/obra/",
        "/mi-carpeta/",
    ):
        pagina = frio.new_page()
        sesion = frio.new_cdp_session(pagina)
        sesion.send("Network.setCacheDisabled", {"cacheDisabled": True})
        medida = medir(sesion)
        pagina.goto(vecindad.url + ruta, wait_until="networkidle")
        assert all(u.startswith((vecindad.url, "data:")) for u in medida.urls), medida.urls
        assert not [u for u in medida.urls if u.endswith((".woff", ".woff2", ".ttf"))]
        assert len(medida.urls) <= MAXIMO_PETICIONES, (ruta, medida.urls)
        assert pagina.evaluate("document.querySelectorAll('*').length") <= MAXIMO_NODOS, ruta
        pagina.close()


def test_compressed_files_fit_the_budget(tmp_path: Path) -> None:
    """With `collectstatic`, as in production: hashed names, gzip beside each file; style and scripts of a page within limits."""
    with override_settings(STATIC_ROOT=str(tmp_path)):
        call_command("collectstatic", interactive=False, verbosity=0)
        assert staticfiles_storage.url("consistorio/sede.css") != "/estatico/consistorio/sede.css"
    tamano = {n: len(gzip.compress((ESTATICOS / n).read_bytes(), 9)) for n in ("sede.css", "casa.js", "inicio.js")}
    assert [
        n
        for n in tamano
        if not list(tmp_path.glob(f"consistorio/{n.split('.')[0]}.*.{n.split('.')[1]}.gz")) and n != "inicio.js"
    ] == []
    assert sum(tamano.values()) + 12 * KB <= MAXIMO_BYTES
    assert tamano["casa.js"] + tamano["inicio.js"] <= MAXIMO_GUIONES
