"""Every procedure that is published or was, for whoever works in the town, whatever their area."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consistorio.canales.interfaz.diagrama import dibujar
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Fila
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoEncontrado
from consistorio.tramitacion.catalogo import consultas
from consistorio.tramitacion.catalogo.consultas import Publicado
from consistorio.tramitacion.catalogo.en_palabras import NATURALEZAS, fases_de, termino_en_palabras
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
        dicha = Publicada(fila, _plazo(definicion), _silencio(definicion), _tamano(definicion))
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
            Fila(_("Qué se presenta"), _naturaleza(definicion)),
            *_plazo_y_silencio(definicion),
            Fila(_("Órgano que resuelve"), _con_articulo(definicion, "organo", definicion.legal.organo.nombre)),
            *([Fila(_("Tamaño"), _tamano(definicion))] if definicion.tamano else []),
        ],
        "dichas": dichas,
        "dibujo": dibujar(dichas, definicion.tareas),
    }
    return render(request, "diseno/publicado.html", contexto)


def _naturaleza(definicion: Definicion) -> str:
    dicha = str(NATURALEZAS[definicion.legal.naturaleza])
    return _con_articulo(definicion, "naturaleza", dicha) if "naturaleza" in definicion.legal.respaldos else f"{dicha}."


def _plazo_y_silencio(definicion: Definicion) -> list[Fila]:
    """None of both, of what has effects from its day."""
    if definicion.declarada:
        return []
    return [Fila(_("Plazo para resolver"), _plazo(definicion)), Fila(_("Silencio"), _silencio(definicion))]


def _plazo(definicion: Definicion) -> str:
    if definicion.declarada:
        return _("No hay: tiene efectos desde su día.")
    return _con_articulo(definicion, "plazo", termino_en_palabras(definicion.legal.plazo))


def _silencio(definicion: Definicion) -> str:
    if definicion.declarada:
        return _("No hay.")
    sentidos = {
        "estimatorio": _("Se entiende concedido"),
        "desestimatorio": _("Puede entenderse denegado"),
        "no_procede": _("No tiene efectos"),
    }
    dicho = _con_articulo(definicion, "silencio", sentidos.get(definicion.legal.silencio, ""))
    de_oficio = {"caducidad": _("De oficio: caduca."), "desestimatorio": _("De oficio: puede entenderse denegado.")}
    return f"{dicho} {de_oficio.get(definicion.silencio_de_oficio, '')}".strip()


def _con_articulo(definicion: Definicion, campo: str, dicho: str) -> str:
    """A legal value with the article that it stands on; pending, where nobody wrote it."""
    respaldo = definicion.legal.respaldos.get(campo)
    if respaldo is None or respaldo.pendiente:
        return _("Pendiente")
    return f"{dicho} ({respaldo.articulo})."


def _tamano(definicion: Definicion) -> str:
    return {"simplificado": _("Simplificado"), "modelado": _("Modelado")}.get(definicion.tamano, "")
