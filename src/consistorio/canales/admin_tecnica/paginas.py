"""The page of one change: its form, the action, what is said after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from consistorio.canales.admin_tecnica.formularios import OtroDia
from consistorio.canales.interfaz.formularios import anotar_problemas
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion import consultas


@dato
class Cambio:
    """Words of a change. `volver`: where it comes from and returns to; `hecho`: what is said when it is done."""

    titulo: str
    boton: str
    volver: str
    hecho: str
    texto: str = ""
    peligro: bool = False


def cambiar(
    request: HttpRequest, cambio: Cambio, form: forms.Form, hacer: Callable[[dict[str, object]], object]
) -> HttpResponse:
    """Show the form, or do it; what the action refuses is said beside its field, and nothing typed is lost."""
    if request.method == "POST" and form.is_valid():
        try:
            hacer(form.cleaned_data)
        except (DatosIncorrectos, Conflicto) as error:
            anotar_problemas(form, error)
            if not error.problemas and error.que_hacer:
                form.add_error(None, error.que_hacer)
        else:
            messages.success(request, cambio.hecho)
            return HttpResponseRedirect(cambio.volver)
    contexto = {"titulo": cambio.titulo, "cambio": cambio, "form": form, "hay_errores": bool(form.errors)}
    return render(request, "admin_tecnica/cambio.html", contexto, status=422 if form.errors else 200)


def dia_de_hoy() -> date:
    """The official date."""
    return hoy(reloj_de_la_casa())


def dia_pedido(form: OtroDia) -> date:
    """The day asked for; today without one, or with one that does not exist (the field says so)."""
    pedido: date | None = form.cleaned_data.get("en") if form.is_valid() else None
    return pedido or dia_de_hoy()


def clave(texto: str | None) -> UUID | None:
    """A cursor of a list; None when there is none or it is no identifier."""
    try:
        return UUID(texto or "")
    except ValueError:
        return None


def opciones_de_personas(en: date) -> list[tuple[str, str]]:
    """Those in service; at most two hundred."""
    return [(str(e.id), e.nombre) for e in consultas.personal(en=en, limite=consultas.MAXIMO_EN_LISTA)]


def opciones_de_puestos(en: date) -> list[tuple[str, str]]:
    """Active posts; at most two hundred."""
    filas = consultas.cuadro_de_puestos(en=en, limite=consultas.MAXIMO_EN_LISTA)
    return [(str(f.puesto.id), f"{f.puesto.nombre} ({f.puesto.unidad.nombre})") for f in filas]


def opciones_de_unidades(en: date) -> list[tuple[str, str]]:
    """Units in force in the order of the tree."""
    return [(str(r.unidad.id), f"{r.unidad.nombre} ({r.unidad.dir3})") for r in consultas.arbol_de_unidades(en=en)]
