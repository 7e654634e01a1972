"""A technical incident in a real browser: written with its errors, published, with its extension sent to sign, read at the sede."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Page, expect

from consistorio.nucleo.reloj import en_madrid, hoy
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.incidencias.models import AmpliacionDePlazos
from tests.navegador.conftest import Ayuntamiento
from tests.navegador.revision import revisar


def dia(pagina: Page, campo: str, cuando: object) -> None:
    """Fill in the three boxes of a date."""
    for caja, parte in zip(("dia", "mes", "anio"), f"{cuando:%d %m %Y}".split(), strict=True):
        pagina.locator(f"[name='{campo}.{caja}']").fill(parte)


def test_it_is_written_published_and_extends_terms(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    reloj = reloj_de_la_casa()
    empezo = en_madrid(reloj.ahora() - timedelta(hours=3))
    ayuntamiento.entra("andres")
    base = f"{ayuntamiento.url}/administracion/incidencias/"
    pagina.goto(base)
    revisar(pagina, "incidencias-ninguna", densa=True)
    pagina.get_by_role("button", name="Nueva incidencia").click()
    pagina.get_by_role("button", name="Guardar", exact=True).click()
    expect(pagina.locator(".govuk-error-summary")).to_be_visible()
    revisar(pagina, "incidencia-errores", densa=True)
    pagina.get_by_label("Título").fill("No se puede presentar nada")
    pagina.get_by_label("Qué no funciona").fill("El registro electrónico no responde desde primera hora.")
    dia(pagina, "desde", empezo)
    pagina.get_by_label("Hora a la que empezó").fill(f"{empezo:%H:%M}")
    pagina.get_by_role("button", name="Guardar", exact=True).click()
    expect(pagina.get_by_text("Incidencia guardada, sin publicar.")).to_be_visible()
    pagina.get_by_role("button", name="Publicar No se puede presentar nada").click()
    expect(pagina.get_by_text("Incidencia publicada en la sede.")).to_be_visible()
    pagina.get_by_role("link", name="Ampliar plazos No se puede presentar nada").click()
    dia(pagina, "hasta", hoy(reloj))
    pagina.get_by_label("Por qué").fill("No se ha podido presentar nada en todo el día.")
    pagina.get_by_role("button", name="Enviar a la firma de la Alcaldía").click()
    expect(pagina.get_by_text("La fecha tiene que ser posterior a hoy.").first).to_be_visible()
    revisar(pagina, "incidencia-ampliar-error", densa=True)
    dia(pagina, "hasta", calendario_de_la_sede().habil_desde(hoy(reloj) + timedelta(days=5)))
    pagina.get_by_role("button", name="Enviar a la firma de la Alcaldía").click()
    expect(pagina.get_by_text("Decisión enviada al portafirmas de la Alcaldía.")).to_be_visible()
    revisar(pagina, "incidencias-una", densa=True)
    ampliacion = AmpliacionDePlazos.objects.get()
    AmpliacionDePlazos.objects.filter(id=ampliacion.id).update(estado="firmada", firmada_el=reloj.ahora())
    for nombre, direccion in (("portada", "/"), ("incidencias", "/incidencias/")):
        pagina.goto(f"{ayuntamiento.url}{direccion}")
        expect(pagina.get_by_text("No se puede presentar nada").first).to_be_visible()
        revisar(pagina, f"sede-{nombre}-con-incidencia")
