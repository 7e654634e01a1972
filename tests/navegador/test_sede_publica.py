"""Pages that anyone may open."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.navegador.revision import revisar

PUBLICAS = {
    "portada": "/",
    "tramites": "/tramites/",
    "tramites-nada": "/tramites/?q=vado",
    "hora": "/hora-oficial/",
    "calendario": "/calendario/",
    "accesibilidad": "/accesibilidad/",
    "proteccion": "/proteccion-de-datos/",
    "ayuda": "/ayuda/",
    "sobre": "/sobre-la-sede/",
    "incidencias": "/incidencias/",
    "tablon": "/tablon/",
    "cabeceras": "/verificacion/cabeceras/",
    "sellos": "/verificacion/sellos/",
}


@pytest.mark.parametrize("nombre", PUBLICAS)
def test_public_pages(pagina: Page, live_server: LiveServer, nombre: str) -> None:
    respuesta = pagina.goto(f"{live_server.url}{PUBLICAS[nombre]}")
    assert respuesta is not None
    assert respuesta.status == 200
    revisar(pagina, nombre)
