"""Granting a representation for one procedure, accepting it and filing with others, in a real browser."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Browser, Page, expect

from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.models import Persona, Representacion
from tests.navegador import villa
from tests.navegador.conftest import Vecindad, perfil
from tests.navegador.revision import abrir, revisar
from tests.navegador.test_solicitud import pulsar


def test_a_representation_is_granted_accepted_and_used(
    navegador: Browser, pagina: Page, vecindad: Vecindad, ancho: int
) -> None:
    otra = Persona.objects.filter(clase="fisica").exclude(id=vecindad.persona.id).order_by("nif")[0]
    pagina.goto(f"{vecindad.url}/acceso/representaciones/nueva/")
    revisar(pagina, "otorgar")
    pulsar(pagina, "Otorgar la representación")
    expect(pagina.locator(".govuk-error-summary")).to_be_visible()
    revisar(pagina, "otorgar-error")
    fin = hoy(reloj_de_la_casa()) + timedelta(days=90)
    pagina.get_by_label("DNI, NIE o NIF de quien le va a representar").fill(otra.nif)
    pagina.get_by_label("Nombre, o denominación").fill(otra.nombre)
    pagina.get_by_label("Primer apellido").fill(otra.apellido1)
    pagina.get_by_label("Solo para un trámite", exact=True).check()
    pagina.get_by_label("Si es solo para un trámite").select_option("queja-sugerencia")
    pagina.get_by_label("Día").fill(str(fin.day))
    pagina.get_by_label("Mes").fill(str(fin.month))
    pagina.get_by_label("Año").fill(str(fin.year))
    pagina.get_by_label("Otorgo mi representación").check()
    pulsar(pagina, "Otorgar la representación")
    expect(pagina.get_by_text("Empieza a servir cuando la otra persona la acepte")).to_be_visible()
    revisar(pagina, "representaciones")
    with perfil(navegador, ancho) as contexto:
        contexto.add_cookies([{"name": "sessionid", "value": villa.identificar(otra), "url": vecindad.url}])
        suya = contexto.new_page()
        suya.goto(f"{vecindad.url}/acceso/representaciones/")
        abrir(suya.get_by_role("button", name="Aceptar"))
        poder = Representacion.objects.get(alcance="procedimiento", representado=vecindad.persona)
        assert poder.estado == "vigente"
        suya.goto(f"{vecindad.url}/acceso/en-nombre-de/?siguiente=/mi-carpeta/")
        revisar(suya, "en-nombre-de")
        suya.get_by_label(vecindad.persona.nombre_completo).check()
        abrir(suya.get_by_role("button", name="Continuar"))
        expect(suya.get_by_text(vecindad.persona.nombre_completo).first).to_be_visible()
        revisar(suya, "carpeta-en-nombre-de")


def test_other_parties_are_added_and_seen_in_the_review(pagina: Page, vecindad: Vecindad) -> None:
    base = f"{vecindad.url}/borradores/{vecindad.borrador.id}/"
    pagina.goto(base)
    abrir(pagina.get_by_role("link", name="Otras personas que presentan"))
    revisar(pagina, "interesados")
    pulsar(pagina, "Añadir")
    expect(pagina.locator(".govuk-error-summary")).to_be_visible()
    revisar(pagina, "interesados-error")
    pagina.get_by_label("DNI, NIE o NIF", exact=True).fill("11223344B")
    pagina.get_by_label("Nombre, o denominación").fill("Pablo")
    pagina.get_by_label("Primer apellido (opcional)", exact=True).fill("Ruiz")
    pagina.get_by_label("La representa otra persona o entidad").check()
    pagina.get_by_label("DNI, NIE o NIF de quien la representa").fill("B12345674")
    pagina.get_by_label("Nombre o denominación de quien la representa").fill("Gestoría Sol, S.L.")
    pulsar(pagina, "Añadir")
    expect(pagina.get_by_text("Le representa Gestoría Sol, S.L.")).to_be_visible()
    revisar(pagina, "interesados-con-una")
    pagina.goto(base + "revisar/")
    expect(pagina.get_by_text("Pablo Ruiz")).to_be_visible()
    revisar(pagina, "revisar-con-otras")
