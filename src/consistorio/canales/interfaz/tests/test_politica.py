"""Headers, error pages and repeated forms."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from consistorio.canales.interfaz import politica
from consistorio.canales.interfaz.middleware import CabecerasSeguras, ErroresDeDominio
from consistorio.canales.interfaz.respuestas import repite_con_problemas
from consistorio.nucleo.errores import (
    DatosIncorrectos,
    FaseIncompatible,
    NoEncontrado,
    NoPermitido,
    Problema,
    ServicioNoDisponible,
)

ESTATICOS = Path(__file__).parents[1] / "static" / "consistorio"


def servir(vista: object, **cabeceras: str) -> HttpResponse:
    assert callable(vista)
    return CabecerasSeguras(vista)(RequestFactory().get("/", headers=cabeceras))  # type: ignore[return-value]


def test_policy_allows_nothing_inline_and_trusts_no_type() -> None:
    csp = servir(lambda r: HttpResponse("x"))["Content-Security-Policy"]
    assert "unsafe" not in csp
    assert "require-trusted-types-for 'script'" in csp
    assert "trusted-types 'none'" in csp
    assert "nonce" not in csp


def test_a_page_with_htmx_gets_a_nonce_of_its_own() -> None:
    vistas = [servir(lambda r: HttpResponse(str(r.csp_nonce))) for _ in range(2)]
    assert vistas[0].content != vistas[1].content
    for respuesta in vistas:
        assert f"'nonce-{respuesta.content.decode()}'" in respuesta["Content-Security-Policy"]
        assert "trusted-types htmx" in respuesta["Content-Security-Policy"]


def test_a_view_may_add_one_source() -> None:
    @politica.con_politica(form_action="https://clave.example")
    def vista(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert "form-action 'self' https://clave.example;" in servir(vista)["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "estado"),
    [
        (NoPermitido("No es su expediente."), 403),
        (NoEncontrado("No hay ningún documento con ese código."), 404),
        (FaseIncompatible("El expediente ya está cerrado."), 409),
        (DatosIncorrectos("Faltan datos.", problemas=[Problema("via", "Escriba el nombre de la calle")]), 422),
        (ServicioNoDisponible("No responde la TSA."), 503),
    ],
)
def test_domain_errors_become_pages_that_say_what_happened_and_what_to_do(error: Exception, estado: int) -> None:
    request = RequestFactory().get("/")
    respuesta = ErroresDeDominio(lambda r: HttpResponse()).process_exception(request, error)
    assert respuesta is not None
    assert respuesta.status_code == estado
    texto = respuesta.content.decode()
    assert str(error).split(".", maxsplit=1)[0] in texto
    assert "¿Se ha presentado algo?" in texto
    assert "Qué puede hacer ahora" in texto
    assert "Traceback" not in texto


def test_other_errors_are_left_to_django() -> None:
    assert (
        ErroresDeDominio(lambda r: HttpResponse()).process_exception(RequestFactory().get("/"), ValueError("x")) is None
    )


def test_a_form_with_problems_is_repeated_with_422() -> None:
    def pagina(request: HttpRequest, *, problemas: tuple[Problema, ...] = ()) -> HttpResponse:
        return HttpResponse(",".join(p.mensaje for p in problemas))

    @repite_con_problemas(pagina)
    def enviar(request: HttpRequest) -> HttpResponse:
        raise DatosIncorrectos("Revise los datos.", problemas=[Problema("nif", "Escriba el DNI")])

    respuesta = enviar(RequestFactory().post("/"))
    assert respuesta.status_code == 422
    assert isinstance(respuesta, HttpResponse)
    assert respuesta.content == b"Escriba el DNI"


@pytest.mark.django_db
def test_unknown_address_and_expired_form_have_their_pages(settings: object) -> None:
    assert "No encontramos esta página" in Client(headers={"host": "localhost"}).get("/no-existe/").content.decode()


def test_static_files_are_those_of_the_manifest_and_carry_nothing_forbidden() -> None:
    manifiesto = json.loads((ESTATICOS / "MANIFIESTO.json").read_text(encoding="utf-8"))
    assert set(manifiesto) == {
        "sede.css",
        "denso.css",
        "casa.js",
        "inicio.js",
        "atajos.js",
        "llaves.js",
        "guardado.js",
        "rejilla.js",
        "htmx.min.js",
        "hx-csp.min.js",
    }
    for nombre, datos in manifiesto.items():
        contenido = (ESTATICOS / nombre).read_bytes()
        assert sha256(contenido).hexdigest() == datos["sha256"], nombre
        assert b"GDS Transport" not in contenido
        assert b"@font-face" not in contenido
        assert b"crown" not in contenido
        assert b"crest" not in contenido
