"""List and search of entries."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.oac.formularios import BusquedaAsientos
from consistorio.documental.registro import consultas
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.identidad.acceso import MANTENER

POR_PAGINA = 25


@empleado("registro.ver")
def lista(request: PeticionConActor) -> HttpResponse:
    """Newest entries; by POST, those that fit the search (words about people do not travel in addresses)."""
    form = BusquedaAsientos(request.POST or None)
    filtro, antes_de = consultas.Filtro(), None
    if form.is_bound and form.is_valid():
        filtro = consultas.Filtro(libro=form.cleaned_data["libro"], texto=form.cleaned_data["texto"])
        antes_de = _clave(form.cleaned_data["antes_de"])
    asientos = consultas.lista(request.actor, filtro, antes_de=antes_de, cuantos=POR_PAGINA + 1)
    visibles = asientos[:POR_PAGINA]
    registrar_acceso(
        request.actor,
        que="registro",
        objeto_id="busqueda" if form.is_bound else "ultimos",
        motivo="Buscar en el registro" if form.is_bound else "Ver los últimos asientos",
    )
    siguiente = ""
    if len(asientos) > POR_PAGINA:
        momento, identificador = consultas.clave_de_pagina(visibles[-1])
        siguiente = f"{momento.isoformat()} {identificador}"
    contexto = {
        "titulo": _("Registro"),
        "form": form,
        "asientos": visibles,
        "siguiente": siguiente,
        "buscando": bool(filtro.texto or filtro.libro),
        "puede_anotar": request.actor.puede("registro.anotar"),
        "puede_apoderar": request.actor.puede("representacion.inscribir"),
        "puede_mantener": request.actor.puede(MANTENER),
        "puede_reservar": request.actor.puede("registro.reservar"),
        "puede_libro": request.actor.puede("registro.emitir_libro"),
    }
    return render(request, "oac/lista.html", contexto)


def _clave(texto: str) -> tuple[datetime, UUID] | None:
    momento, _espacio, identificador = texto.partition(" ")
    try:
        return datetime.fromisoformat(momento), UUID(identificador)
    except ValueError:
        return None
