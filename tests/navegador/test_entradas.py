"""The registry of a unit and the beginning of a case, in a real browser, at both widths."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from consistorio.canales.escritorio.tests.test_entradas import llega
from consistorio.canales.escritorio.tests.test_importados import importar, publicar_orden
from consistorio.documental.registro.models import Asiento
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from tests.navegador.conftest import Ayuntamiento
from tests.navegador.revision import abrir, revisar

LARGO = (
    "Licencia para cambiar la bañera por un plato de ducha y renovar el alicatado y la fontanería de todo el baño " * 2
)


@pytest.fixture
def mesa(ayuntamiento: Ayuntamiento, tmp_path: Path) -> str:
    """The address of the desk, with a clerk of Licencias, entries that wait and a document imported."""
    reloj = RelojDePrueba(reloj_de_la_casa().ahora())
    publicar_orden(reloj)
    escenario.caso(reloj, solicitante="67890123B")
    llega(reloj, asunto=LARGO[:230])
    llega(reloj, nif="B99999997", asunto="Una empresa en papel")
    importar(tmp_path, reloj)
    ayuntamiento.entra("nuria")
    return f"{ayuntamiento.url}/escritorio/"


def test_pages_that_depend_on_what_was_chosen(pagina: Page, mesa: str) -> None:
    asiento, empresa = Asiento.objects.order_by("numero")
    vistas = {
        "obligada": f"{mesa}entradas/{empresa.id}/",
        "abrir": f"{mesa}entradas/{asiento.id}/abrir/?procedimiento=licencia-obra-menor",
        "importados": f"{mesa}entradas/?ver=importados",
        "oficio-formulario": f"{mesa}expedientes/iniciar/?procedimiento=orden-de-ejecucion",
    }
    for nombre, direccion in vistas.items():
        pagina.goto(direccion)
        revisar(pagina, f"entradas-{nombre}", densa=True)
    abrir(pagina.get_by_role("button", name="Iniciar el expediente"))
    expect(pagina).to_have_title(re.compile("^Error:"))
    revisar(pagina, "entradas-oficio-error", densa=True)


def test_an_entry_opens_its_case(pagina: Page, mesa: str) -> None:
    pagina.goto(f"{mesa}entradas/")
    pagina.get_by_role("link", name="00000001").click()
    pagina.get_by_role("button", name="Abrir expediente").click()
    pagina.get_by_label("Licencia de obra menor").check()
    pagina.get_by_role("button", name="Continuar").click()
    pagina.get_by_label("¿Qué documento es «solicitud.pdf»?").select_option("Plano o croquis de la obra")
    pagina.get_by_role("button", name="Abrir el expediente").click()
    expect(pagina.get_by_text("abierto.")).to_be_visible()
    revisar(pagina, "entradas-abierto", densa=True)
    assert Expediente.objects.filter(documentos__requisito="plano").count() == 1
    pagina.goto(f"{mesa}entradas/?ver=todas")
    revisar(pagina, "entradas-todas", densa=True)


def test_the_counter_opens_a_case(pagina: Page, mesa: str, ayuntamiento: Ayuntamiento) -> None:
    ayuntamiento.entra("rosa")
    pagina.goto(f"{mesa}registro/nueva/")
    revisar(pagina, "mostrador-nueva", densa=True)
    pagina.get_by_label("DNI, NIE o NIF de la persona interesada").fill("67890123B")
    pagina.get_by_label("Trámite").select_option("Licencia de obra menor")
    pagina.get_by_label("Asunto", exact=True).fill("Cambiar la bañera")
    abrir(pagina.get_by_role("button", name="Registrar"))
    expect(pagina).to_have_title(re.compile("^Error:"))
    revisar(pagina, "mostrador-error", densa=True)
