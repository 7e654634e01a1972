"""Pages travel compressed; documents as they are."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import RequestFactory

from consistorio.canales.interfaz.middleware import PaginasComprimidas

PAGINA = ("<p>Licencia de obra menor</p>" * 50).encode()


def servir(respuesta: HttpResponseBase, acepta: str = "gzip") -> HttpResponseBase:
    hecha = PaginasComprimidas(lambda _peticion: respuesta)(RequestFactory().get("/", HTTP_ACCEPT_ENCODING=acepta))
    assert isinstance(hecha, HttpResponseBase)
    return hecha


@pytest.mark.parametrize("tipo", ["text/html; charset=utf-8", "application/json"])
def test_a_page_is_compressed_for_who_takes_it(tipo: str) -> None:
    hecha = servir(HttpResponse(PAGINA, content_type=tipo))
    assert isinstance(hecha, HttpResponse)
    assert hecha.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(hecha.content) == PAGINA
    assert len(hecha.content) < len(PAGINA) / 3
    entera = servir(HttpResponse(PAGINA, content_type=tipo), acepta="")
    assert isinstance(entera, HttpResponse)
    assert entera.content == PAGINA


@pytest.mark.parametrize(
    "respuesta",
    [
        HttpResponse(PAGINA, content_type="application/pdf"),
        StreamingHttpResponse(iter([PAGINA]), content_type="text/plain"),
    ],
    ids=["document", "download"],
)
def test_a_document_is_not(respuesta: HttpResponseBase) -> None:
    assert "Content-Encoding" not in servir(respuesta).headers
