"""Answers that several channels share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django import forms
from django.http import HttpRequest, HttpResponseBase

from consistorio.nucleo.errores import DatosIncorrectos, ErrorDominio, HayQueVolverAMirar, Problema


def repartir_problemas(formulario: forms.Form, error: ErrorDominio) -> None:
    """Put each problem beside its field; those of no field go to the top."""
    for problema in error.problemas:
        formulario.add_error(problema.campo if problema.campo in formulario.fields else None, problema.mensaje)
    if not error.problemas:
        formulario.add_error(None, error.entero)


def repite_con_problemas(
    pagina: Callable[..., HttpResponseBase],
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """When the view raises DatosIncorrectos or HayQueVolverAMirar, answer with `pagina(request, problemas=..., **kwargs of the URL)` and its status.

    `pagina` renders the form with what was typed (request.POST) and every problem: in the summary and by its field.
    """

    def decorar(vista: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(vista)
        def envuelta(request: HttpRequest, **kwargs: object) -> HttpResponseBase:
            try:
                return vista(request, **kwargs)
            except (DatosIncorrectos, HayQueVolverAMirar) as error:
                problemas = error.problemas or (Problema("", error.entero),)
                respuesta = pagina(request, problemas=problemas, **kwargs)
                respuesta.status_code = error.estado_http
                return respuesta

        return envuelta

    return decorar
