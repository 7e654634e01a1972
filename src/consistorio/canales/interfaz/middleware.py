"""Middleware of the interface: security headers and errors of the domain turned into pages."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.functional import SimpleLazyObject, empty

from consistorio.canales.interfaz import paginas_error, politica
from consistorio.canales.interfaz.puertas import actor_de
from consistorio.nucleo.errores import ErrorDominio

COMPRIMIBLES = ("text/", "application/json")
Siguiente = Callable[[HttpRequest], HttpResponseBase]
registro = logging.getLogger(__name__)
PERMISOS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"

# What XML cannot hold nor PostgreSQL keep in a text; a word processor pastes some of them as ends of line
_SIN_SITIO = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")


class TextosSinControles:
    """What people send has no control characters but ends of line and tabs: each becomes a space, whatever the form."""

    def __init__(self, get_response: Siguiente) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, vista: object, args: object, kwargs: object) -> None:
        """Clean what is asked in the address, and the fields of a form, before the view reads them."""
        request.GET = _limpio(request.GET)  # type: ignore[assignment]  # the stubs know it only as it comes
        if request.method == "POST":
            request.POST = _limpio(request.POST)  # type: ignore[assignment]


def _limpio(enviado: QueryDict) -> QueryDict:
    """The same, or a copy without control characters if it has any."""
    if not any(_SIN_SITIO.search(valor) for _campo, valores in enviado.lists() for valor in valores):
        return enviado
    limpio = enviado.copy()
    for campo, valores in enviado.lists():
        limpio.setlist(campo, [_SIN_SITIO.sub(" ", valor) for valor in valores])
    return limpio


class PaginasComprimidas(GZipMiddleware):
    """Pages travel compressed; documents that are downloaded do not: they are compressed already, and are asked for in parts.

    Against BREACH: Django adds random bytes to each answer and masks its token anew in every page.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress what is text and was made whole."""
        tipo = response.headers.get("Content-Type", "")
        if isinstance(response, StreamingHttpResponse) or not tipo.startswith(COMPRIMIBLES):
            return response
        return super().process_response(request, response)


class CabecerasSeguras:
    """Policy of content, permissions and caching on every response.

    `request.csp_nonce` is made only if a template asks for it: pages without HTMX forbid every Trusted Types policy.
    Pages seen by an identified person are never stored by browsers or proxies (kiosk, shared computers).
    """

    def __init__(self, get_response: Siguiente) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        testigo = SimpleLazyObject(politica.nuevo_testigo)
        setattr(request, "csp_nonce", testigo)  # noqa: B010  # read by templates
        respuesta = self.get_response(request)
        usado = "" if getattr(testigo, "_wrapped", empty) is empty else str(testigo)
        if "Content-Security-Policy" not in respuesta.headers:
            respuesta.headers["Content-Security-Policy"] = politica.cabecera(
                getattr(respuesta, "fuentes_csp", {}), testigo=usado
            )
        respuesta.headers.setdefault("Permissions-Policy", PERMISOS)
        if actor_de(request) is not None and "Cache-Control" not in respuesta.headers:
            respuesta.headers["Cache-Control"] = "no-store, private"
        return respuesta


class ErroresDeDominio:
    """An ErrorDominio that leaves a view becomes a page (or a fragment for HTMX) with its HTTP status."""

    def __init__(self, get_response: Siguiente) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer errors of the domain; leave the others to Django (500)."""
        if not isinstance(error, ErrorDominio):
            return None
        registro.info("domain error %s %s", type(error).__name__, error.estado_http)
        return paginas_error.de_dominio(request, error)
