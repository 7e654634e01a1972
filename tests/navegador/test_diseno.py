"""A page of the designer saves by itself while somebody writes, and never over what another person saved."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.catalogo.acciones import abrir_borrador, guardar_borrador
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.catalogo.models import BorradorProcedimiento
from tests.navegador import villa
from tests.navegador.conftest import Ayuntamiento

NOMBRE = "Qué hay que hacer"
# The time after which a request is given up, twenty times shorter
# As most browsers are: they show a PDF inside a page
QUE_LOS_ENSENA = "Object.defineProperty(Navigator.prototype, 'pdfViewerEnabled', {get: () => true})"
DEPRISA = "const suyo = AbortSignal.timeout; AbortSignal.timeout = (ms) => suyo.call(AbortSignal, ms / 20);"


def nombre_de_la_tarea(borrador: BorradorProcedimiento) -> str:
    borrador.refresh_from_db()
    cambios = {c["codigo"]: c for c in borrador.capa["tareas"].get("cambiar", [])}
    return str(cambios.get("informe_area", {}).get("nombre", ""))


def test_it_saves_by_itself_and_with_the_keyboard(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    reloj = reloj_de_la_casa()
    assert hoy(reloj)
    ines, raul = villa.empleado("ines"), villa.empleado("raul")
    borrador = abrir_borrador(actor=ines, version_id=vigente("terraza").id, reloj=reloj)
    ayuntamiento.entra("ines")
    direccion = f"{ayuntamiento.url}/escritorio/procedimientos/{borrador.id}/tareas/informe_area/"
    pagina.goto(direccion)
    estado = pagina.locator("[data-guardado]")
    pagina.get_by_label(NOMBRE).focus()
    pagina.keyboard.press("Control+A")
    pagina.keyboard.type("Informe de la unidad")
    expect(estado).to_contain_text("Guardado a las")
    assert nombre_de_la_tarea(borrador) == "Informe de la unidad"
    # What is written right before the button is pressed is saved once, with the edition that the script left
    pagina.keyboard.type(" de calle")
    pagina.keyboard.press("Enter")
    expect(pagina).to_have_url(f"{ayuntamiento.url}/escritorio/procedimientos/{borrador.id}/")
    assert nombre_de_la_tarea(borrador) == "Informe de la unidad de calle"

    pagina.goto(direccion)
    capa = {**borrador.capa, "tareas": {**borrador.capa["tareas"], "quitar": ["comprobar_partes"]}}
    guardar_borrador(actor=raul, borrador_id=borrador.id, edicion=borrador.edicion, capa=capa, reloj=reloj)
    pagina.get_by_label(NOMBRE).fill("Lo que escribe Inés")
    expect(estado).to_contain_text("ha guardado cambios mientras usted escribía")
    expect(pagina.get_by_label(NOMBRE)).to_have_value("Lo que escribe Inés")
    assert nombre_de_la_tarea(borrador) == "Informe de la unidad de calle"


def test_to_see_the_proof_loses_nothing_that_was_going_to_be_saved(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    borrador = abrir_borrador(actor=villa.empleado("ines"), version_id=vigente("terraza").id, reloj=reloj_de_la_casa())
    ayuntamiento.entra("ines")
    direccion = f"{ayuntamiento.url}/escritorio/procedimientos/{borrador.id}/textos/estima/"
    pagina.goto(direccion)
    expect(pagina.locator("iframe[data-previa]")).to_have_count(
        0
    )  # this browser shows no PDF inside a page: there is the link
    expect(pagina.get_by_role("link", name="Abrirlo en otra ventana (PDF)")).to_be_visible()
    pagina.add_init_script(QUE_LOS_ENSENA)
    pagina.goto(direccion)
    pagina.locator("form[data-guardar-solo] textarea").first.fill("Lo que se escribió justo antes de mirarlo.")
    with pagina.expect_popup() as otra:
        pagina.get_by_role("button", name="Ver la propuesta de prueba").click()
    otra.value.close()
    expect(pagina.locator("[data-guardado]")).to_contain_text("Guardado a las")
    borrador.refresh_from_db()
    assert "justo antes de mirarlo" in str(borrador.capa)
    # The document beside it is drawn again with what was saved
    previa = f"/escritorio/procedimientos/{borrador.id}/textos/estima/prueba/propuesta/?edicion={borrador.edicion}"
    expect(pagina.locator("iframe[data-previa]")).to_have_attribute("src", previa)


def test_a_save_that_hangs_does_not_keep_the_button_waiting(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    borrador = abrir_borrador(actor=villa.empleado("ines"), version_id=vigente("terraza").id, reloj=reloj_de_la_casa())
    ayuntamiento.entra("ines")
    pagina.add_init_script(DEPRISA)
    direccion = f"{ayuntamiento.url}/escritorio/procedimientos/{borrador.id}/tareas/informe_area/"
    pagina.goto(direccion)
    colgadas: list[Route] = []

    def colgar(ruta: Route) -> None:
        if ruta.request.headers.get("accept") == "application/json":
            colgadas.append(ruta)  # nobody answers it
        else:
            ruta.continue_()

    pagina.route(direccion, colgar)
    pagina.get_by_label(NOMBRE).fill("Informe que no se guarda solo")
    expect(pagina.locator("[data-guardado]")).to_contain_text("No se ha podido guardar solo")
    assert len(colgadas) == 1
    pagina.get_by_label(NOMBRE).press("Enter")
    expect(pagina).to_have_url(f"{ayuntamiento.url}/escritorio/procedimientos/{borrador.id}/")
    assert nombre_de_la_tarea(borrador) == "Informe que no se guarda solo"
