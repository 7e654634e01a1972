"""A page of the designer saves by itself while somebody writes, and never over what another person saved."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.catalogo.acciones import abrir_borrador, guardar_borrador
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.catalogo.models import BorradorProcedimiento
from tests.navegador import villa
from tests.navegador.conftest import Ayuntamiento

NOMBRE = "Qué hay que hacer"


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
