"""The registry of a unit and the beginning of a case, in a real browser, at both widths."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from consistorio.canales.escritorio.tests.conftest import MEDIO
from consistorio.canales.escritorio.tests.test_entradas import asignar_areas, llega
from consistorio.canales.escritorio.tests.test_importados import importar, publicar_orden
from consistorio.canales.oac.tests.actor_de_prueba import ActorDePrueba
from consistorio.documental.registro.models import Asiento
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from tests.navegador.revision import revisar

LARGO = (
    "Licencia para cambiar la bañera por un plato de ducha y renovar el alicatado y la fontanería de todo el baño " * 2
)


@pytest.fixture
def mesa(base_propia: object, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of the desk, with a clerk of Licencias, entries that wait and a document imported."""
    reloj = RelojDePrueba()
    escenario.tipos_de_tarea()
    escenario.villa(reloj)
    asignar_areas(reloj)
    publicar_orden(reloj)
    escenario.caso(reloj, solicitante="67890123B")
    llega(reloj, asunto=LARGO[:230])
    llega(reloj, nif="B99999997", asunto="Una empresa en papel")
    importar(tmp_path, reloj)
    ActorDePrueba.actor = escenario.empleado("nuria", reloj)
    with override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, MEDIO]):
        servidor = request.getfixturevalue("live_server")
        assert isinstance(servidor, LiveServer)
        yield f"{servidor.url}/escritorio/"
    ActorDePrueba.actor = None


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
    pagina.get_by_role("button", name="Iniciar el expediente").click()
    assert pagina.title().startswith("Error:")
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


def test_the_counter_opens_a_case(pagina: Page, mesa: str) -> None:
    ActorDePrueba.actor = escenario.empleado("rosa", RelojDePrueba())
    pagina.goto(f"{mesa}registro/nueva/")
    revisar(pagina, "mostrador-nueva", densa=True)
    pagina.get_by_label("DNI, NIE o NIF de la persona interesada").fill("67890123B")
    pagina.get_by_label("Trámite").select_option("Licencia de obra menor")
    pagina.get_by_label("Asunto", exact=True).fill("Cambiar la bañera")
    pagina.get_by_role("button", name="Registrar").click()
    assert pagina.title().startswith("Error:")
    revisar(pagina, "mostrador-error", densa=True)
