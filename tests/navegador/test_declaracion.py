"""A responsible declaration in a real browser: nothing is waited for, and every page says since when it has effects (LPACAP 69)."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from consistorio.tramitacion.expedientes.models import Expediente
from tests.navegador.conftest import Vecindad
from tests.navegador.revision import revisar
from tests.navegador.test_solicitud import pulsar, rellenar_lo_que_pida

RELOJES = ("Tenemos como máximo", "Como máximo", "se entiende aceptada", "puede entenderla denegada", "Cuánto tardamos")


def sin_relojes(pagina: Page) -> None:
    """No page of it promises a term nor a silence."""
    texto = pagina.locator("main").inner_text()
    assert not [reloj for reloj in RELOJES if reloj in texto], texto


def test_what_is_declared_has_effects_from_its_day(pagina: Page, vecindad: Vecindad) -> None:
    pagina.goto(f"{vecindad.url}/tramites/declaracion-responsable-actividad/")
    expect(pagina.get_by_role("heading", name="Desde cuándo puede empezar")).to_be_visible()
    sin_relojes(pagina)
    revisar(pagina, "declaracion-ficha")
    pagina.get_by_role("button", name="Empezar").first.click()
    pulsar(
        pagina,
        "Empezar otro borrador" if pagina.get_by_text("Empezar otro borrador").count() else "Empezar",
    )
    expect(pagina.get_by_role("heading", name="Prepare lo que presenta")).to_be_visible()
    revisar(pagina, "declaracion-tareas")
    pagina.get_by_role("button", name="Continuar con").click()
    pagina.wait_for_url("**/paso/**")
    while "/paso/" in pagina.url:
        paso = pagina.url.rstrip("/").rsplit("/", 1)[1]
        if paso == "requisitos_actividad":
            pulsar(pagina, "Guardar y continuar")
            expect(
                pagina.locator(".govuk-error-summary")
            ).to_be_visible()  # each requirement is accepted, or it is not declared
        revisar(pagina, f"declaracion-paso-{paso}")
        for lista in pagina.locator("main form[method=post] select").all():
            lista.select_option(index=1)
        rellenar_lo_que_pida(pagina)
        antes = pagina.url
        pulsar(pagina, "Guardar y continuar")
        errores = pagina.locator(".govuk-error-summary").all_inner_texts()
        assert pagina.url != antes or not errores, errores
    pagina.get_by_role("link", name="Documentos").click()
    assert pagina.get_by_text("(opcional)").count() == 4  # held at disposal: none is demanded
    revisar(pagina, "declaracion-documentos")
    pagina.get_by_role("button", name="Continuar").click()
    pagina.get_by_role("link", name="Revise y presente").click()
    expect(pagina.get_by_text("Podrá empezar desde el día en que lo presente.")).to_be_visible()
    assert pagina.get_by_text("Faltan documentos:").count() == 0
    sin_relojes(pagina)
    revisar(pagina, "declaracion-revisar")
    pulsar(pagina, "Firmar y presentar")
    expect(pagina.get_by_role("heading", name="Declaración presentada")).to_be_visible()
    expect(pagina.get_by_text("Puede empezar desde el").first).to_be_visible()
    sin_relojes(pagina)
    revisar(pagina, "declaracion-confirmacion")
    pagina.get_by_role("button", name="Ver mi expediente").click()
    expect(pagina.get_by_role("heading", name="Desde cuándo tiene efectos")).to_be_visible()
    expect(pagina.get_by_text("No tiene que hacer nada.")).to_be_visible()
    sin_relojes(pagina)
    revisar(pagina, "declaracion-expediente")
    caso = Expediente.objects.get()
    assert not hasattr(caso, "plazo")
    pagina.goto(f"{vecindad.url}/mi-carpeta/expedientes/")
    sin_relojes(pagina)
    revisar(pagina, "declaracion-expedientes")
