"""The page of the CSV in a real browser, document by document: sealed, waiting, of a citizen, replaced by none."""

from __future__ import annotations

from django.db import transaction
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla, incorporar
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
from consistorio.documental.firma.operaciones import sellar
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.almacen.operaciones import guardar_bytes
from consistorio.plataforma.cola.vaciado import vaciar_colas
from tests.navegador.revision import revisar

RELOJ, QUIEN = RelojSistema(), Actor.sistema("prueba")


def oficio() -> Documento:
    with transaction.atomic():
        documento = crear_desde_plantilla(
            "diligencia", {"texto": "Consta."}, titulo="Diligencia de constancia", tipo_documental="TD12",
            organo="L01999998", actor=QUIEN, reloj=RELOJ, firmas=(SELLO_DE_ORGANO,),
        )  # fmt: skip
        sellar(documento, referencia="prueba:1", reloj=RELOJ)
    return documento


def test_each_document_says_its_own(
    pagina: Page, pueblo_propio: object, casa_que_firma: Servidor, live_server: LiveServer
) -> None:
    sellado = oficio()
    vaciar_colas(propagar=False)
    pendiente = oficio()
    with transaction.atomic():
        suyo = incorporar(
            guardar_bytes(b"Mi nota."), titulo="nota.txt", nombre="nota.txt", tipo_documental="TD99",
            origen_administracion=False, organo="L01999998", actor=QUIEN, reloj=RELOJ,
        )  # fmt: skip
    for documento, titulo in (
        (sellado, "El documento es auténtico"),
        (pendiente, "Todavía no tiene el sello del Ayuntamiento"),
        (suyo, "Es un archivo que presentó una persona"),
    ):
        pagina.goto(f"{live_server.url}/verificar/?csv={documento.csv}")
        expect(pagina.get_by_role("heading", name=titulo, level=1)).to_be_visible()
        expect(pagina.get_by_role("button", name="Descargar el documento")).to_be_visible()
        revisar(pagina, f"verificado-{titulo[:24].replace(' ', '-')}")
