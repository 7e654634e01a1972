"""The desk in a real browser: an act until it is signed or withdrawn, the book, and a task done by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from tests.navegador.conftest import Ayuntamiento
from tests.navegador.revision import abrir, revisar
from tests.navegador.teclado import pulsar, tabular

LARGO = "Reforma integral de la vivienda con cambio de distribución, instalaciones y carpintería exterior " * 2


@pytest.fixture
def mesa(ayuntamiento: Ayuntamiento) -> str:
    """The address of the desk, with a clerk of Licencias logged in and a case with a long title."""
    caso = escenario.caso(RelojDePrueba(reloj_de_la_casa().ahora()))
    Expediente.objects.filter(id=caso.id).update(titulo=LARGO[:200])
    ayuntamiento.entra("nuria")
    return f"{ayuntamiento.url}/escritorio/"


def test_an_act_that_waits_for_its_signature(pagina: Page, mesa: str) -> None:
    expediente = Expediente.objects.get()
    caso = f"{mesa}expedientes/{expediente.id}/"
    pagina.goto(caso)
    pagina.get_by_role("link", name="Pedir que la corrija").click()
    pagina.get_by_label("Otras cosas que debe corregir").fill("Diga la superficie de la obra.")
    pagina.get_by_role("radio", name="Sí").check()
    pagina.get_by_role("button", name="Pedir la corrección").click()
    expect(pagina.get_by_text("Fírmelo en su portafirmas")).to_be_visible()
    expect(pagina.get_by_text("Pendiente de firma de Tramitación de Licencias 1.", exact=True)).to_be_visible()
    revisar(pagina, "escritorio-en-firma", densa=True)
    pagina.goto(f"{mesa}portafirmas/")
    revisar(pagina, "escritorio-portafirmas", densa=True)
    pagina.goto(caso)
    abrir(pagina.get_by_role("link", name="Retirarlo de la firma"))
    revisar(pagina, "escritorio-retirar-acto", densa=True)
    pagina.get_by_label("Motivo").fill("Ya ha llegado lo que faltaba.")
    pagina.get_by_role("button", name="Retirarlo").click()
    expect(pagina.get_by_text("Ya no espera ninguna firma.")).to_be_visible()
    expect(
        pagina.get_by_role("link", name="Pedir que la corrija").or_(
            pagina.get_by_role("button", name="Pedir que la corrija")
        )
    ).to_be_visible()


def test_the_book_and_the_portafirmas(pagina: Page, mesa: str, ayuntamiento: Ayuntamiento) -> None:
    ayuntamiento.entra("javier")
    pagina.goto(f"{mesa}libro/")
    revisar(pagina, "escritorio-libros-vacio", densa=True)
    abrir(pagina.get_by_role("button", name="Abrir el Libro de Resoluciones"))
    revisar(pagina, "escritorio-libro", densa=True)
    pagina.goto(f"{mesa}portafirmas/")
    revisar(pagina, "escritorio-portafirmas-vacio", densa=True)


@pytest.mark.parametrize("ancho", [1366], indirect=True)
def test_a_task_is_taken_and_an_act_done_by_keyboard_alone(pagina: Page, mesa: str) -> None:
    pagina.goto(f"{mesa}siguiente/")
    pulsar(pagina, "Tomarla")
    expect(pagina.get_by_role("heading", name="Tomar la tarea")).to_be_visible()
    pulsar(pagina, "Tomarla")
    expect(pagina.get_by_text("Tarea tomada.")).to_be_visible()
    pulsar(pagina, "Extender una diligencia")
    expect(pagina.get_by_role("heading", name="Extender una diligencia")).to_be_visible()
    tabular(pagina, "¿Qué quiere hacer constar?")
    pagina.keyboard.type("Consta por teclado.")
    pagina.keyboard.press("Tab")
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_text("Diligencia extendida.")).to_be_visible()


@pytest.mark.parametrize("ancho", [1366], indirect=True)
def test_shortcuts_are_off_until_turned_on(pagina: Page, mesa: str) -> None:
    pagina.goto(mesa)
    pagina.keyboard.press("?")
    assert pagina.url == mesa
    pagina.goto(f"{mesa}atajos/")
    pagina.get_by_role("button", name="Encender los atajos").press("Enter")
    pagina.goto(mesa)
    pagina.keyboard.press("/")
    expect(pagina.get_by_role("searchbox")).to_be_focused()
    pagina.keyboard.type("g m ?")
    assert pagina.url == mesa
    pagina.locator("h1").click()
    pagina.keyboard.press("?")
    pagina.wait_for_url(f"{mesa}atajos/")
