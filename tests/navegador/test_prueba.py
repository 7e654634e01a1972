"""The page of the proofs in a real browser: of a receipt that is sealed, and of a proof that is not ours."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from consistorio.canales.sede.tests.test_prueba import registrado
from consistorio.documental.sellado.trabajos import sellar_cabecera
from consistorio.integraciones.pki_demo.servidor import Servidor
from tests.navegador.revision import revisar

AJENA = json.dumps({"camino": [], "hash_hoja": "0" * 64, "indice": 0, "raiz": "0" * 64, "tamano": 1})


def test_a_receipt_and_a_proof_that_is_not_ours(
    pagina: Page, base_propia: object, casa_que_firma: Servidor, live_server: LiveServer
) -> None:
    asiento, csv = registrado()
    sellar_cabecera()
    pagina.goto(f"{live_server.url}/verificacion/prueba/")
    revisar(pagina, "prueba")
    pagina.get_by_label("Código del justificante").fill(csv)
    pagina.get_by_role("button", name="Comprobar", exact=True).click()
    expect(pagina.get_by_role("heading", name="Está sellado", exact=True)).to_be_visible()
    expect(pagina.get_by_text(asiento.numero_completo)).to_be_visible()
    revisar(pagina, "prueba-sellado")
    with pagina.expect_download() as bajada:
        pagina.get_by_role("button", name="Descargar la prueba").click()
    assert bajada.value.suggested_filename == "prueba_inclusion.json"
    pagina.get_by_role("link", name="Comprobar otro").click()
    pagina.locator("input[type=file]").set_input_files(bajada.value.path())
    pagina.get_by_role("button", name="Comprobar", exact=True).click()
    expect(pagina.get_by_text("La prueba es correcta")).to_be_visible()
    pagina.get_by_role("link", name="Comprobar otro").click()
    pagina.get_by_label("O su contenido").fill(AJENA)
    pagina.get_by_role("button", name="Comprobar", exact=True).click()
    expect(pagina.get_by_role("heading", name="La prueba no vale")).to_be_visible()
    revisar(pagina, "prueba-ajena")
