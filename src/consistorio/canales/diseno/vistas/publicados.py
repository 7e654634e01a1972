"""Every procedure that is published or was, for whoever works in the town, whatever their area."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consistorio.canales.diseno.dichos_legales import naturaleza, organo, plazo, silencio
from consistorio.canales.interfaz.diagrama import dibujar
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Fila
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoEncontrado
from consistorio.tramitacion.catalogo import consultas
from consistorio.tramitacion.catalogo.consultas import Publicado
from consistorio.tramitacion.catalogo.en_palabras import fases_de
from consistorio.tramitacion.catalogo.models import Area
from consistorio.tramitacion.catalogo.permisos import VER
from consistorio.tramitacion.catalogo.tipos import Definicion
from consistorio.tramitacion.formularios.valores import como_datos


@dato
class Publicada:
    """A row of the list. `tamano`: empty when it has only one."""

    fila: Publicado
    plazo: str
    silencio: str
    tamano: str


@empleado(VER)
@require_GET
def lista(request: PeticionConActor) -> HttpResponse:
    """All of them, by area; at most three hundred."""
    areas: dict[str, list[Publicada]] = {}
    for fila in consultas.publicados_alguna_vez():
        definicion = fila.version.tipada
        dicha = Publicada(fila, plazo(definicion), silencio(definicion), _tamano(definicion))
        areas.setdefault(fila.area, []).append(dicha)
    contexto = {"titulo": _("Procedimientos publicados"), "areas": areas.items()}
    return render(request, "diseno/publicados.html", contexto)


@empleado(VER)
@require_GET
def ver(request: PeticionConActor, version_id: UUID) -> HttpResponse:
    """One of them: its legal values with what backs them, its diagram and its tasks. Raises NoEncontrado."""
    fila = consultas.publicado(version_id)
    if fila is None:
        raise NoEncontrado(_("No encontramos esa versión publicada."))
    definicion = fila.version.tipada
    dichas = fases_de(
        definicion,
        areas=dict(Area.objects.values_list("codigo", "nombre")),
        puestos=consultas.puestos_que_nombran(como_datos(fila.version.definicion)),
    )
    contexto = {
        "titulo": definicion.nombre,
        "fila": fila,
        "resumen": [
            Fila(_("Área"), fila.area),
            Fila(_("Qué se presenta"), naturaleza(definicion)),
            *_plazo_y_silencio(definicion),
            Fila(_("Órgano que resuelve"), organo(definicion)),
            *([Fila(_("Tamaño"), _tamano(definicion))] if definicion.tamano else []),
        ],
        "dichas": dichas,
        "dibujo": dibujar(dichas, definicion.tareas),
    }
    return render(request, "diseno/publicado.html", contexto)


def _plazo_y_silencio(definicion: Definicion) -> list[Fila]:
    """None of both, of what has effects from its day."""
    if definicion.declarada:
        return []
    return [Fila(_("Plazo para resolver"), plazo(definicion)), Fila(_("Silencio"), silencio(definicion))]


def _tamano(definicion: Definicion) -> str:
    return {"simplificado": _("Simplificado"), "modelado": _("Modelado")}.get(definicion.tamano, "")
