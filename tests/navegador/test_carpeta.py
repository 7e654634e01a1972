"""The citizen's own pages: draft by steps, documents, folder."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.navegador.conftest import Vecindad
from tests.navegador.revision import revisar


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
    expect(pagina.get_by_text("Aún no ha presentado la solicitud.")).to_be_visible()
    revisar(pagina, "borrador-tareas")
    pagina.goto(base + "paso/obra/")
    revisar(pagina, "borrador-paso")
    pagina.get_by_role("button", name="Guardar y continuar").click()
    expect(pagina).to_have_title(re.compile("^Error:"))
    expect(pagina.get_by_text("Aún no ha presentado la solicitud.")).to_be_visible()
    revisar(pagina, "borrador-paso-error")
    pagina.get_by_label("Otra obra").check()
    pagina.get_by_label("Explique la obra").fill("Cambiar la bañera por un plato de ducha.")
    pagina.get_by_role("button", name="Guardar y continuar").click()
    expect(pagina.get_by_text("necesitamos saber algo más")).to_be_visible()
    assert pagina.locator(".govuk-error-summary").count() == 0
    revisar(pagina, "borrador-paso-nueva")
    pagina.goto(base + "documentos/")
    revisar(pagina, "borrador-documentos")
    pagina.get_by_role("link", name="Añadir archivo").first.click()
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
        "verificar": "/verificar/",
    }
    for nombre, ruta in rutas.items():
        respuesta = pagina.goto(vecindad.url + ruta)
        assert respuesta is not None
        assert respuesta.status == 200, nombre
        revisar(pagina, nombre)
