"""The main journey of a citizen in a real browser: start, fill in, attach, review, sign and present, follow, file something more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from consistorio.documental.registro.models import Asiento
from consistorio.integraciones.clave.simulador import Simulador, crear, en_hilo
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.solicitudes.models import Solicitud
from tests.navegador.conftest import Vecindad
from tests.navegador.revision import abrir, revisar

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj trailer<</Root 1 0 R>>\n%%EOF\n"


def pulsar(pagina: Page, texto: str) -> None:
    """Press a button and wait for the page that answers."""
    abrir(pagina.get_by_role("button", name=texto, exact=True))


def rellenar_licencia(pagina: Page) -> None:
    """Every step of the form of obra menor, as a person does."""
    pagina.get_by_label("Reforma interior").check()
    pagina.get_by_label("Explique la obra con sus palabras").fill("Cambiar la bañera por un plato de ducha.")
    pulsar(pagina, "Guardar y continuar")
    while "/paso/" in pagina.url:
        rellenar_lo_que_pida(pagina)
        antes = pagina.url
        pulsar(pagina, "Guardar y continuar")
        errores = pagina.locator(".govuk-error-summary").all_inner_texts()
        assert pagina.url != antes or not errores, errores


def rellenar_lo_que_pida(pagina: Page) -> None:
    """Give a sensible answer to each question of the page."""
    respuestas = {
        ".via": "Calle Mayor",
        ".numero": "12",
        ".codigo_postal": "45999",
        ".municipio": "Villaejemplo",
        ".dia": "1",
        ".mes": "3",
        ".anio": "2027",
    }
    for caja in pagina.locator("main form[method=post] input:visible, main form[method=post] textarea:visible").all():
        nombre, tipo = caja.get_attribute("name") or "", caja.get_attribute("type") or "text"
        if tipo in {"radio", "checkbox"}:
            if not pagina.locator(f'main input[name="{nombre}"]:checked').count():
                caja.check()
        elif not caja.input_value():
            final = next((v for sufijo, v in respuestas.items() if nombre.endswith(sufijo)), "")
            caja.fill(final or _texto(nombre, caja.get_attribute("inputmode") or ""))


def _texto(nombre: str, teclado: str = "") -> str:
    """A sensible answer for a box: by its keyboard, then by its name."""
    if teclado in {"numeric", "decimal"}:
        return "10"
    respuestas = {
        "correo": "ana@villaejemplo.example",
        "telefono": "600123456",
        "catastral": "",
        "piso": "",
        "provincia": "",
    }
    return next((v for parte, v in respuestas.items() if parte in nombre), "Texto de prueba")


def test_application_is_filed_and_followed(pagina: Page, vecindad: Vecindad, tmp_path: Path) -> None:
    url = vecindad.url
    pagina.goto(f"{url}/tramites/licencia-obra-menor/")
    pagina.get_by_role("button", name="Empezar").first.click()
    expect(pagina.get_by_text("No se presenta nada hasta que usted firme")).to_be_visible()
    revisar(pagina, "empezar")
    pulsar(pagina, "Empezar otro borrador")
    pagina.get_by_role("button", name="Continuar con").click()
    pagina.wait_for_url("**/paso/**")
    rellenar_licencia(pagina)
    pagina.get_by_role("link", name="Documentos").click()
    pagina.get_by_role("link", name="Añadir archivo").first.click()
    fichero = tmp_path / "presupuesto añejo.pdf"
    fichero.write_bytes(PDF)
    pagina.locator("input[type=file]").set_input_files(fichero)
    pulsar(pagina, "Añadir archivo")
    expect(pagina.locator("main").get_by_text("presupuesto añejo.pdf").last).to_be_visible()
    revisar(pagina, "documentos-con-uno")
    pagina.get_by_role("button", name="Continuar").click()
    pagina.get_by_role("link", name="Revise y presente").click()
    expect(pagina.get_by_text("Faltan documentos:")).to_be_visible()
    revisar(pagina, "revisar")
    assert Solicitud.objects.count() == 0
    pulsar(pagina, "Firmar y presentar")
    expect(pagina.get_by_role("heading", name="Solicitud presentada")).to_be_visible()
    assert Solicitud.objects.count() == 1
    revisar(pagina, "confirmacion")
    pagina.get_by_role("button", name="Ver mi expediente").click()
    expect(pagina.get_by_role("heading", name="Qué ha pasado")).to_be_visible()
    revisar(pagina, "expediente")
    caso = Expediente.objects.get()
    for ruta, nombre in {
        "accesos/": "miradas",
        "presentar/otro/": "aportar",
        "presentar/desistimiento/": "desistir",
    }.items():
        pagina.goto(f"{url}/mi-carpeta/expedientes/{caso.id}/{ruta}")
        revisar(pagina, nombre)
    pagina.goto(f"{url}/mi-carpeta/expedientes/{caso.id}/presentar/otro/")
    pulsar(pagina, "Guardar y revisar")
    expect(pagina.locator(".govuk-error-summary")).to_be_visible()
    revisar(pagina, "aportar-error")
    pagina.get_by_label("¿Qué quiere decirnos?").fill("Empezaré la obra en marzo.")
    pagina.locator("input[type=file]").set_input_files(fichero)
    pulsar(pagina, "Guardar y revisar")
    expect(pagina.get_by_text("Aún no ha presentado este escrito.")).to_be_visible()
    revisar(pagina, "aportar-revisar")
    pagina.get_by_role("link", name="Cambiar el texto o los documentos").click()
    expect(pagina.get_by_text("presupuesto añejo.pdf").first).to_be_visible()
    revisar(pagina, "aportar-borrador")
    pulsar(pagina, "Guardar y revisar")
    pulsar(pagina, "Firmar y presentar")
    expect(pagina.get_by_role("heading", name="Escrito presentado")).to_be_visible()
    revisar(pagina, "recibo")
    assert caso.aportaciones.count() == 1
    pagina.goto(f"{url}/mi-carpeta/")
    revisar(pagina, "carpeta-con-expediente")


@pytest.mark.parametrize("ancho", [360], indirect=True, ids=["movil"])
def test_application_and_later_submission_without_javascript(
    navegador: Browser, vecindad: Vecindad, live_server: LiveServer, tmp_path: Path
) -> None:
    contexto = navegador.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False, locale="es-ES")
    contexto.add_cookies([{"name": "sessionid", "value": vecindad.cookie, "url": vecindad.url}])
    pagina = contexto.new_page()
    pagina.goto(f"{vecindad.url}/borradores/{vecindad.borrador.id}/paso/obra/")
    rellenar_licencia(pagina)
    pagina.get_by_role("link", name="Revise y presente").click()
    pulsar(pagina, "Firmar y presentar")
    expect(pagina.get_by_role("heading", name="Solicitud presentada")).to_be_visible()
    assert Solicitud.objects.count() == 1
    pagina.get_by_role("button", name="Ver mi expediente").click()
    pagina.get_by_role("link", name="Presentar otro escrito").click()
    pagina.get_by_label("¿Qué quiere decirnos?").fill("Empezaré la obra en marzo.")
    fichero = tmp_path / "plano.pdf"
    fichero.write_bytes(PDF)
    pagina.locator("input[type=file]").set_input_files(fichero)
    pulsar(pagina, "Guardar y revisar")
    expect(pagina.get_by_text("plano.pdf")).to_be_visible()
    pulsar(pagina, "Firmar y presentar")
    expect(pagina.get_by_role("heading", name="Escrito presentado")).to_be_visible()
    pagina.goto(f"{vecindad.url}/mi-carpeta/")
    pagina.get_by_role("link", name="Ver todos mis documentos").click()
    pagina.get_by_label("Buscar en sus documentos").fill("zzz")
    pulsar(pagina, "Buscar")
    expect(pagina.get_by_text("Ningún documento suyo coincide.")).to_be_visible()
    pagina.get_by_label("Buscar en sus documentos").fill("plano")
    pulsar(pagina, "Buscar")
    assert pagina.locator("main .casa-lista > li").count() == 1
    contexto.close()


@pytest.mark.parametrize("ancho", [1366], indirect=True, ids=["escritorio"])
def test_application_by_keyboard_alone(
    pagina: Page, pueblo_propio: object, live_server: LiveServer, clave: Simulador
) -> None:
    """No mouse, from the front page, through Cl@ve, to the receipt: Tab, arrows, Space and Enter; the focus is always seen."""
    pagina.goto(live_server.url)
    pagina.keyboard.press("Tab")
    assert pagina.evaluate("document.activeElement.className") == "govuk-skip-link"
    pagina.keyboard.press("Enter")
    seguir(
        pagina, "Ver todos los trámites", "Licencia de obra menor", "Empezar", "Entrar con Cl@ve", "Continuar a Cl@ve"
    )
    assert pagina.url.startswith(clave.direccion)
    seguir(pagina, "Identificar bien", "Continuar")
    expect(pagina.get_by_text("Ana García López").first).to_be_visible()
    seguir(pagina, "Empezar", "Continuar con")
    for _paso in range(12):
        if "/paso/" not in pagina.url:
            break
        rellenar_con_teclado(pagina)
    seguir(pagina, "Revise y presente", "Firmar y presentar")
    expect(pagina.get_by_role("heading", name="Solicitud presentada")).to_be_visible()
    solicitud = Solicitud.objects.get()
    expect(pagina.get_by_text(Asiento.objects.get().numero_completo).first).to_be_visible()
    assert solicitud.expediente.interesados.get().persona.nif == "12345678Z"
    seguir(pagina, "Ver mi expediente", "Presentar otro escrito")
    while pagina.evaluate("document.activeElement.tagName") != "TEXTAREA":
        pagina.keyboard.press("Tab")
        assert pagina.evaluate(FOCO)["visto"]
    pagina.keyboard.type("Empezaré la obra en marzo.")
    seguir(pagina, "Guardar y revisar", "Firmar y presentar")
    expect(pagina.get_by_role("heading", name="Escrito presentado")).to_be_visible()


FOCO = """() => { const e = document.activeElement, s = getComputedStyle(e); return {
  texto: (e.innerText || "").trim(), nombre: e.name || "", tipo: e.type || e.tagName.toLowerCase(), valor: e.value || "", teclado: e.inputMode || "",
  marcado: !!e.name && !!document.querySelector(`input[name="${e.name}"]:checked`), dentro: !!e.closest("main form"),
  visto: s.outlineStyle !== "none" || s.boxShadow !== "none" || getComputedStyle(e, "::before").boxShadow !== "none"
    || (e.nextElementSibling && getComputedStyle(e.nextElementSibling, "::before").outlineStyle !== "none")
    || s.backgroundColor === "rgb(255, 221, 0)"}; }"""


@pytest.fixture
def clave(settings: Settings, live_server: LiveServer, tmp_path: Path) -> Iterator[Simulador]:
    """The simulator of Cl@ve, which signs real SAML messages for this sede."""
    servidor = crear(tmp_path / "clave", puerto=0, sede=live_server.url)
    en_hilo(servidor)
    carpeta = servidor.simulador.carpeta
    settings.CONSISTORIO_SEDE_URL = live_server.url
    settings.CONSISTORIO_CLAVE = {
        "metadatos": str(carpeta / "idp.xml"),
        "clave_privada": str(carpeta / "sp.key"),
        "certificado": str(carpeta / "sp.pem"),
        "proveedor": "DEMO",
    }
    yield servidor.simulador
    servidor.shutdown()
    servidor.server_close()


def seguir(pagina: Page, *textos: str) -> None:
    """Go to each with Tab and press Enter; each leads to another page."""
    for texto in textos:
        ir_con_tabulador(pagina, texto)
        with pagina.expect_navigation():
            pagina.keyboard.press("Enter")


def ir_con_tabulador(pagina: Page, texto: str) -> None:
    """Tab until the control with this text has the focus. Fails when it cannot be reached, or when a focus is not seen."""
    for _vez in range(80):
        pagina.keyboard.press("Tab")
        foco = pagina.evaluate(FOCO)
        assert foco["visto"], foco
        if foco["texto"].startswith(texto):
            return
    pytest.fail(f"«{texto}» cannot be reached with Tab")


def rellenar_con_teclado(pagina: Page) -> None:
    """Answer the page and press Guardar y continuar."""
    respuestas = {
        ".via": "Calle Mayor",
        ".numero": "12",
        ".codigo_postal": "45999",
        ".municipio": "Villaejemplo",
        ".dia": "1",
        ".mes": "3",
        ".anio": "2027",
    }
    for _vez in range(60):
        pagina.keyboard.press("Tab")
        foco = pagina.evaluate(FOCO)
        assert foco["visto"], foco
        if foco["texto"].startswith("Guardar y continuar"):
            with pagina.expect_navigation():
                pagina.keyboard.press("Enter")
            return
        if not foco["dentro"] or not foco["nombre"]:
            continue
        if foco["tipo"] in {"radio", "checkbox"}:
            if not foco["marcado"]:
                pagina.keyboard.press("Space")
        elif not foco["valor"] and foco["tipo"] not in {"submit", "hidden"}:
            pagina.keyboard.type(
                next((v for s, v in respuestas.items() if foco["nombre"].endswith(s)), "")
                or _texto(foco["nombre"], foco["teclado"])
            )
    pytest.fail("«Guardar y continuar» cannot be reached with Tab")
