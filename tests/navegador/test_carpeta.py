"""The citizen's own pages: draft by steps, documents, folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.formularios.operaciones import crear_borrador
from django.db import transaction
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.formularios.models import Borrador
from tests.navegador import villa
from tests.navegador.revision import revisar


@dataclass
class Vecindad:
    """A citizen with a draft, already let in."""

    url: str
    persona: Persona
    borrador: Borrador


@pytest.fixture
def vecindad(
    puerta_de_prueba: None, base_propia: object, live_server: LiveServer, contexto: BrowserContext
) -> Vecindad:
    villa.fundar(reloj_de_la_casa())
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
    contexto.add_cookies([{"name": "sessionid", "value": villa.identificar(persona), "url": live_server.url}])
    return Vecindad(live_server.url, persona, borrador)


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
        "notificaciones": "/mi-carpeta/notificaciones/",
        "verificar": "/verificar/",
    }
    for nombre, ruta in rutas.items():
        respuesta = pagina.goto(vecindad.url + ruta)
        assert respuesta is not None
        assert respuesta.status == 200, nombre
        revisar(pagina, nombre)
