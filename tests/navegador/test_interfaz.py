"""The interface itself: the catalogue of components and the error pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.navegador.revision import revisar


def test_catalogue_of_components_is_accessible(pagina: Page, live_server: LiveServer) -> None:
    pagina.goto(f"{live_server.url}/estilo/?mensaje=1")
    revisar(pagina, "catalogo")


def test_file_button_speaks_spanish(pagina: Page, live_server: LiveServer) -> None:
    pagina.goto(f"{live_server.url}/estilo/")
    assert "Elegir archivo" in pagina.locator(".govuk-file-upload-button").inner_text()


@pytest.mark.parametrize("ruta", ["/no-existe/"])
def test_error_pages_say_what_happened(pagina: Page, live_server: LiveServer, ruta: str) -> None:
    respuesta = pagina.goto(f"{live_server.url}{ruta}")
    assert respuesta is not None
    assert respuesta.status == 404
    assert pagina.get_by_text("No se ha presentado ni cambiado nada.").is_visible()
    revisar(pagina, "error-404")
