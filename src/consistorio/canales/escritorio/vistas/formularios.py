"""A page with one form that calls one action: what the book and the paper channel need."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from consistorio.canales.interfaz.puertas import PeticionConActor
from consistorio.economia.facturas.hallazgos import Visto
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, ErrorDominio


@dato
class PaginaDeFormulario:
    """The words of the page and where it goes back to."""

    titulo: str
    leyenda: str
    explicacion: str
    boton: str
    vuelta: str
    vuelta_texto: str
    peligro: bool = False
    # What was found in the invoice that the page is of
    visto: Visto | None = None


def anotar_problemas(formulario: forms.Form, error: ErrorDominio, cambios: Mapping[str, str] | None = None) -> None:
    """Put what the action refused by its field (renamed by `cambios`), or at the top when it has none here."""
    if not error.problemas:
        formulario.add_error(None, error.entero)
    for problema in error.problemas:
        campo = (cambios or {}).get(problema.campo, problema.campo)
        formulario.add_error(campo if campo in formulario.fields else None, problema.mensaje)


def atender(
    request: PeticionConActor,
    formulario: forms.Form,
    pagina: PaginaDeFormulario,
    hacer: Callable[[], HttpResponse],
    cambios: Mapping[str, str] | None = None,
    *,
    sin_mas: tuple[type[ErrorDominio], ...] = (),
) -> HttpResponse:
    """Show the form; when it is sent and right, do it. What the action refuses is shown by its field, with status 422.

    `sin_mas`: other refusals that are shown on the form too, instead of on the page of errors.
    """
    if request.method == "POST" and formulario.is_valid():
        try:
            return hacer()
        except ErrorDominio as error:
            if not isinstance(error, (DatosIncorrectos, *sin_mas)):
                raise
            anotar_problemas(formulario, error, cambios)
    contexto = {
        "titulo": pagina.titulo,
        "pagina": pagina,
        "form": formulario,
        "hay_errores": bool(formulario.errors),
    }
    return render(request, "escritorio/formulario.html", contexto, status=422 if formulario.errors else 200)
