"""Home, list of procedures with its search, and the ficha of each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consistorio.canales.interfaz.puertas import publica
from consistorio.canales.sede import palabras, tramites
from consistorio.canales.sede.datos_sede import datos_sede
from consistorio.nucleo.orden import clave_orden
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.incidencias.consultas import en_curso
from consistorio.tramitacion.catalogo.valores_legales import tarifas_en_vigor

LARGO_BUSQUEDA = 200


@publica("portada de la sede")
@require_safe
def portada(request: HttpRequest) -> HttpResponse:
    """Search box first, then the procedures most used."""
    todos = tramites.publicados()
    contexto = {
        "titulo": _("Sede electrónica"),
        "incidencias": en_curso(reloj_de_la_casa()),
        "datos": datos_sede(),
        "principales": tramites.mas_usados(todos, 6),
        "hechos": sorted({d.ficha.hecho_vital for d in todos if d.ficha.hecho_vital}, key=clave_orden),
    }
    return render(request, "sede/portada.html", contexto)


@publica("relación de trámites, RD 203/2021 art. 11.1.h")
@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """All procedures, or those that a phrase finds."""
    busqueda = request.GET.get("q", "").strip()[:LARGO_BUSQUEDA]
    hecho = request.GET.get("hecho", "")[:LARGO_BUSQUEDA]
    hallados = tramites.encontrados(busqueda, hecho)
    todos = tramites.publicados() if not hallados else []
    contexto = {
        "titulo": _("Trámites"),
        "busqueda": busqueda or hecho,
        "encontrados": hallados,
        "todos": todos,
        "general": next((d for d in todos if d.codigo == tramites.GENERAL), None),
        "datos": datos_sede(),
    }
    return render(request, "sede/tramites.html", contexto)


@publica("ficha de un trámite, LPACAP art. 21.4")
@require_safe
def ficha(request: HttpRequest, codigo: str) -> HttpResponse:
    """Everything that must be known before starting (order of the design: who, what, cost, time, ways, after, law)."""
    definicion = tramites.publicado(codigo)
    legal = definicion.legal
    contexto = {
        "titulo": definicion.nombre,
        "tramite": definicion,
        "ficha": definicion.ficha,
        "plazo": palabras.plazo(legal),
        "desde_cuando": palabras.desde_cuando(definicion),
        "silencio": palabras.silencio(definicion),
        "tasa": legal.tasa_fijada,
        "tarifas": tarifas_en_vigor(codigo, en=hoy(reloj_de_la_casa())),
        "conservacion": legal.conservacion_fijada,
        "vias": [palabras.via(v) for v in definicion.ficha.vias],
        "nivel": palabras.nivel(definicion.nivel),
        "recursos": [palabras.recurso(r) for r in legal.recursos],
        "respaldos": legal.respaldos,
        "datos": datos_sede(),
        "migas": [],
    }
    return render(request, "sede/ficha.html", contexto)
