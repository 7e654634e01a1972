"""Budgets of the pages as the product serves them (`servir`, with its static files collected): bytes on the wire from a cold
cache, requests, scripts, nodes; everything compressed, nothing that moves, nothing from third parties, no web fonts.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import BasePropia
from playwright.sync_api import Browser, BrowserContext, CDPSession

from consistorio.cli.procesos import PROCESOS, elegir_puertos, entorno_de
from consistorio.cli.supervisor import Supervisor
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from tests.navegador import villa
from tests.navegador.conftest import PACIENCIA

KB = 1024
MAXIMO_GUIONES = 30 * KB
SIN_FUENTES = (".woff", ".woff2", ".ttf")
# Layout shift of the page until now, as Chromium counts it
SE_MUEVE = """() => new Promise((listo) => {
  let suma = 0;
  new PerformanceObserver((lista) => lista.getEntries().forEach((e) => { if (!e.hadRecentInput) suma += e.value; }))
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => listo(suma)));
})"""


@dataclass(frozen=True)
class Presupuesto:
    """What a page may take: bytes on the wire, requests, nodes, and the width at which it is looked at."""

    bytes: int
    peticiones: int
    nodos: int
    ancho: int


CIUDADANIA = Presupuesto(60 * KB, 10, 800, 360)
PERSONAL = Presupuesto(120 * KB, 12, 2_500, 1366)


@dataclass
class Medida:
    """What a cold visit moved."""

    bytes: int = 0
    guiones: int = 0
    urls: list[str] = field(default_factory=list)
    tipos: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def servida(pueblo_propio: BasePropia, tmp_path: Path) -> Iterator[str]:
    """The town of this test served by the product's own command, as in production less the TLS proxy."""
    web = next(p for p in PROCESOS if p.nombre == "web")
    puertos = elegir_puertos([web], 20_000 + os.getpid() % 20_000)
    entorno = {**pueblo_propio.entorno, "CONSISTORIO_VAR": str(tmp_path), **entorno_de([web], puertos)}
    subprocess.run([sys.executable, "-m", "django", "collectstatic", "--no-input", "-v", "0"], check=True, env=entorno)
    with Supervisor([web], puertos, entorno=entorno, var=tmp_path) as supervisor:
        supervisor.arrancar("web")
        assert supervisor.esperar_listos(PACIENCIA / 1000) == []
        yield entorno["CONSISTORIO_SEDE_URL"]


def perfil(navegador: Browser, url: str, cookie: str, ancho: int) -> BrowserContext:
    """A profile with nothing in its cache and somebody already identified."""
    contexto = navegador.new_context(viewport={"width": ancho, "height": 800}, locale="es-ES")
    contexto.set_default_timeout(PACIENCIA)
    contexto.add_cookies([{"name": "sessionid", "value": cookie, "url": url}])
    return contexto


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


def visitar(contexto: BrowserContext, url: str, ruta: str, presupuesto: Presupuesto) -> list[str]:
    """Open a page from a cold cache; what is over its budget."""
    pagina = contexto.new_page()
    sesion = contexto.new_cdp_session(pagina)
    sesion.send("Network.setCacheDisabled", {"cacheDisabled": True})
    medida = medir(sesion)
    sin_comprimir: list[str] = []
    pagina.on(
        "response",
        lambda r: (
            sin_comprimir.append(r.url)
            if r.headers.get("content-type", "").startswith("text/") and r.headers.get("content-encoding") != "gzip"
            else None
        ),
    )
    respuesta = pagina.goto(url + ruta, wait_until="networkidle")
    assert respuesta is not None
    assert respuesta.status == 200, ruta
    nodos = pagina.evaluate("document.querySelectorAll('*').length")
    sobra = {
        "bytes": medida.bytes > presupuesto.bytes and medida.bytes,
        "requests": len(medida.urls) > presupuesto.peticiones and medida.urls,
        "scripts": presupuesto is CIUDADANIA and medida.guiones > MAXIMO_GUIONES and medida.guiones,
        "nodes": nodos > presupuesto.nodos and nodos,
        "third parties": [u for u in medida.urls if not u.startswith((url, "data:"))],
        "fonts": [u for u in medida.urls if u.endswith(SIN_FUENTES)],
        "not compressed": sin_comprimir,
        "moves": (movido := float(pagina.evaluate(SE_MUEVE))) > 0.02 and movido,
    }
    pagina.close()
    return [f"{ruta}: {que} {cuanto}" for que, cuanto in sobra.items() if cuanto]


def test_pages_of_the_citizens_fit_their_budget(navegador: Browser, servida: str) -> None:
    persona = Persona.objects.filter(clase="fisica").order_by("nif")[0]
    borrador = villa.borrador_de_obra(persona)
    contexto = perfil(navegador, servida, villa.identificar(persona), CIUDADANIA.ancho)
    rutas = ("/", "/tramites/licencia-obra-menor/", f"/borradores/{borrador.id}/paso/obra/", "/mi-carpeta/")
    sobra = [linea for ruta in rutas for linea in visitar(contexto, servida, ruta, CIUDADANIA)]
    contexto.close()
    assert sobra == []


def test_pages_of_the_staff_fit_their_budget(navegador: Browser, servida: str) -> None:
    reloj = RelojDePrueba(reloj_de_la_casa().ahora())
    casos = [escenario.caso(reloj) for _ in range(25)]
    contexto = perfil(navegador, servida, villa.identificar_personal("nuria"), PERSONAL.ancho)
    rutas = ("/escritorio/?ver=unidad", "/escritorio/expedientes/", f"/escritorio/expedientes/{casos[0].id}/")
    sobra = [linea for ruta in rutas for linea in visitar(contexto, servida, ruta, PERSONAL)]
    contexto.close()
    assert sobra == []
