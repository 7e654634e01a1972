"""The citizen's own pages: draft by steps, documents, folder."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.navegador.conftest import Vecindad
from tests.navegador.revision import abrir, revisar


def test_catalogue_pages(pagina: Page, vecindad: Vecindad) -> None:
    for nombre, ruta in {
        "portada-llena": "/",
        "tramites-lleno": "/tramites/",
        "ficha": "/tramites/licencia-obra-menor/",
    }.items():
        pagina.goto(vecindad.url + ruta)
        revisar(pagina, nombre)
    pagina.goto(f"{vecindad.url}/tramites/?q=reforma del baño")
    assert pagina.locator("main .casa-lista a").first.inner_text() == "Licencia de obra menor"


def test_draft_by_steps(pagina: Page, vecindad: Vecindad, tmp_path: Path) -> None:
    base = f"{vecindad.url}/borradores/{vecindad.borrador.id}/"
    pagina.goto(base)
    expect(pagina.get_by_text("Aún no lo ha presentado.")).to_be_visible()
    revisar(pagina, "borrador-tareas")
    pagina.goto(base + "paso/obra/")
    revisar(pagina, "borrador-paso")
    pagina.get_by_role("button", name="Guardar y continuar").click()
    expect(pagina).to_have_title(re.compile("^Error:"))
    expect(pagina.get_by_text("Aún no lo ha presentado.")).to_be_visible()
    revisar(pagina, "borrador-paso-error")
    pagina.get_by_label("Otra obra").check()
    pagina.get_by_label("Explique la obra").fill("Cambiar la bañera por un plato de ducha.")
    pagina.get_by_role("button", name="Guardar y continuar").click()
    expect(pagina.get_by_text("necesitamos saber algo más")).to_be_visible()
    expect(pagina.locator(".govuk-inset-text li").first).to_be_visible()
    assert pagina.locator(".govuk-error-summary").count() == 0
    revisar(pagina, "borrador-paso-nueva")
    pagina.goto(base + "documentos/")
    revisar(pagina, "borrador-documentos")
    abrir(pagina.get_by_role("link", name="Añadir archivo").first)
    revisar(pagina, "borrador-adjuntar")
    pagina.get_by_role("button", name="Añadir archivo").click()
    expect(pagina.get_by_role("alert").get_by_text("Elija un archivo.")).to_be_visible()
    revisar(pagina, "borrador-adjuntar-error")
    pagina.goto(base + "borrar/")
    revisar(pagina, "borrador-borrar")


def test_folder_pages(pagina: Page, vecindad: Vecindad) -> None:
    rutas = {
        "carpeta": "/mi-carpeta/",
        "carpeta-datos": "/mi-carpeta/datos/",
        "expedientes": "/mi-carpeta/expedientes/",
        "notificaciones": "/mi-carpeta/notificaciones/",
        "verificar": "/verificar/",
    }
    for nombre, ruta in rutas.items():
        respuesta = pagina.goto(vecindad.url + ruta)
        assert respuesta is not None
        assert respuesta.status == 200, nombre
        revisar(pagina, nombre)


@pytest.mark.parametrize("ancho", [1366], indirect=True, ids=["escritorio"])
def test_big_file_goes_by_pieces_and_is_attached(pagina: Page, vecindad: Vecindad, tmp_path: Path) -> None:
    """Nine megabytes: more than one piece; the connection breaks in the middle and it goes on from there."""
    fichero = tmp_path / "plano.pdf"
    fichero.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        + os.urandom(9_000_000)
        + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )
    trozos: list[str] = []

    def cortar(ruta: Route) -> None:
        trozos.append(ruta.request.headers["upload-offset"])
        if len(trozos) == 2:
            ruta.abort("connectionreset")
        else:
            ruta.continue_()

    pagina.route("**/subidas/*-*/", cortar)
    pagina.goto(f"{vecindad.url}/borradores/{vecindad.borrador.id}/documentos/")
    pagina.get_by_role("link", name="Añadir archivo").first.click()
    pagina.locator("input[type=file]").set_input_files(fichero)
    pagina.get_by_role("button", name="Añadir archivo").click()
    pagina.wait_for_url("**/documentos/", timeout=60_000)
    expect(pagina.locator("main .casa-lista")).to_contain_text("plano.pdf")
    assert len(trozos) >= 4
    assert trozos[1] == trozos[2]
