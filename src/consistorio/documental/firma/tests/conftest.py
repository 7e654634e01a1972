"""A demo PKI that answers over HTTP, one for the whole run, and documents to sign."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from consistorio.documental.firma.certificados import Confianza
from consistorio.documental.firma.tsa import Autoridad
from consistorio.integraciones.pki_demo.autoridad import Pki
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.integraciones.tsa.http import RevocacionHttp, SelloTiempoHttp
from consistorio.nucleo.reloj import RelojSistema

AHORA = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def pki(servidor_pki: Servidor) -> Iterator[Pki]:
    servidor_pki.averias = {}
    yield servidor_pki.pki
    servidor_pki.averias = {}


@pytest.fixture
def tsa_http(servidor_pki: Servidor) -> Autoridad:
    """The demo's authority over HTTP, believed with the demo's root."""
    puerto = SelloTiempoHttp(f"{servidor_pki.url}/tsa")
    return Autoridad(puerto, Confianza((servidor_pki.pki.raiz.certificado,)), RelojSistema(), RevocacionHttp())


@pytest.fixture
def revocacion_http() -> RevocacionHttp:
    return RevocacionHttp()


def alterar(firmado: bytes) -> bytes:
    """With another letter in what it says or, of a PDF, whose text is packed, another width of its page."""
    otro = firmado.replace(b"Solicito", b"Solicite", 1).replace(b"[ 0 0 595 842 ]", b"[ 0 0 594 842 ]", 1)
    assert otro != firmado
    return otro


def pdf_con_campos(*campos: str, texto: str = "Decreto") -> bytes:
    """A one-page PDF with empty signature fields."""
    documento = pikepdf.new()
    pagina = documento.add_blank_page(page_size=(595, 842))
    pagina.obj.Contents = documento.make_stream(f"BT /F1 12 Tf 72 760 Td ({texto}) Tj ET".encode())
    fuente = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pagina.obj.Resources = Dictionary(Font=Dictionary(F1=fuente))
    hechos = []
    for numero, campo in enumerate(campos):
        hechos.append(
            documento.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Widget,
                    FT=Name.Sig,
                    T=String(campo),
                    F=4,
                    Rect=Array([72, 100 + 60 * numero, 272, 150 + 60 * numero]),
                    P=pagina.obj,
                )
            )
        )
    pagina.obj.Annots = Array(hechos)
    documento.Root.AcroForm = documento.make_indirect(Dictionary(Fields=Array(hechos), SigFlags=1))
    salida = io.BytesIO()
    documento.save(salida, min_version="1.7")  # as ours
    return salida.getvalue()
