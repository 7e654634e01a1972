"""Passkeys in a real browser, with Chromium's own virtual authenticator: made, used to enter and to sign, given up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import BrowserContext, CDPSession, Page, expect
from pytest_django.live_server_helper import LiveServer

from consistorio.plataforma.identidad.models import LlaveAcceso, Sesion
from consistorio.plataforma.organizacion.demostracion import CONTRASENA, codigo_actual
from tests.navegador.revision import abrir, revisar


@pytest.fixture
def sede(pueblo_propio: object, live_server: LiveServer) -> Iterator[str]:
    """Its address by name: a passkey belongs to a name, not to a number."""
    url = live_server.url.replace("127.0.0.1", "localhost")
    with override_settings(CONSISTORIO_SEDE_URL=url):
        yield url


def aparato(contexto: BrowserContext, pagina: Page, *, verifica: bool = True) -> CDPSession:
    """Plug a virtual authenticator into the browser."""
    cdp = contexto.new_cdp_session(pagina)
    cdp.send("WebAuthn.enable")
    opciones = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verifica,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": opciones})
    return cdp


def contrasena(pagina: Page, sede: str, siguiente: str = "/acceso/empleados/llaves/") -> None:
    pagina.goto(f"{sede}/acceso/empleados/?siguiente={siguiente}")
    pagina.get_by_label("Usuario").fill("isabel")
    pagina.get_by_role("textbox", name="Contraseña").fill(CONTRASENA)
    pagina.get_by_role("button", name="Continuar").click()


def crear(pagina: Page) -> None:
    pagina.get_by_label("¿Cómo quiere llamarla?").fill("Portátil del despacho")
    pagina.get_by_label("Código de su aplicación").fill(codigo_actual("isabel"))
    pagina.get_by_role("button", name="Crear la llave").click()


def test_it_is_made_used_and_given_up(contexto: BrowserContext, pagina: Page, sede: str) -> None:
    aparato(contexto, pagina)
    contrasena(pagina, sede)
    expect(pagina.get_by_role("button", name="Usar mi llave de acceso")).to_have_count(0)
    pagina.get_by_role("textbox", name="Código").fill(codigo_actual("isabel"))
    abrir(pagina.get_by_role("button", name="Continuar"))
    revisar(pagina, "llaves-ninguna", densa=True)
    crear(pagina)
    expect(pagina.get_by_text("Llave guardada.")).to_be_visible()
    revisar(pagina, "llaves-una", densa=True)

    pagina.get_by_role("button", name="Salir").click()
    contrasena(pagina, sede)
    revisar(pagina, "llaves-entrar")
    pagina.get_by_role("button", name="Usar mi llave de acceso").click()
    expect(pagina.get_by_role("heading", name="Mis llaves de acceso")).to_be_visible()
    sesion = Sesion.objects.filter(cuenta__usuario="isabel").order_by("-abierta_el")[0]
    assert (sesion.medio, sesion.nivel) == (Sesion.Medio.CONTRASENA_LLAVE, 3)
    assert LlaveAcceso.objects.get().contador > 0

    pagina.get_by_role("button", name="Quitar Portátil del despacho").click()
    expect(pagina.get_by_text("Llave quitada: ya no abre nada.")).to_be_visible()
    assert not LlaveAcceso.objects.exists()


@pytest.mark.parametrize("ancho", [1366], indirect=True)
def test_one_that_does_not_verify_the_person_says_so_and_the_code_still_enters(
    contexto: BrowserContext, pagina: Page, sede: str
) -> None:
    cdp = aparato(contexto, pagina)
    contrasena(pagina, sede)
    pagina.get_by_role("textbox", name="Código").fill(codigo_actual("isabel"))
    pagina.get_by_role("button", name="Continuar").click()
    crear(pagina)
    expect(pagina.get_by_text("Llave guardada.")).to_be_visible()
    pagina.get_by_label("¿Cómo quiere llamarla?").fill("Otra")
    pagina.get_by_label("Código de su aplicación").fill("000000")
    pagina.get_by_role("button", name="Crear la llave").click()
    expect(pagina.get_by_role("alert").filter(has_text="Ese código no es correcto")).to_be_visible()
    revisar(pagina, "llaves-codigo-malo", densa=True)

    pagina.get_by_role("button", name="Salir").click()
    contrasena(pagina, sede)
    cdp.send("WebAuthn.disable")
    cdp.detach()
    aparato(contexto, pagina, verifica=False)
    pagina.get_by_role("button", name="Usar mi llave de acceso").click()
    expect(pagina.get_by_role("alert").filter(has_text="No se ha podido usar la llave")).to_be_visible(timeout=60_000)
    revisar(pagina, "llaves-fallo")
    pagina.wait_for_timeout(1_100)  # after a code that failed the next one waits a second, and the browser is quick
    pagina.get_by_role("textbox", name="Código").fill(codigo_actual("isabel"))
    pagina.get_by_role("button", name="Continuar").click()
    expect(pagina.get_by_role("heading", name="Mis llaves de acceso")).to_be_visible()
