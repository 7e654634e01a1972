"""The texts of the decision of a draft: which there are, writing them, and how they look in a made-up case."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.diseno.formularios.textos import NOMBRES, DeTextos
from consistorio.canales.diseno.lecturas import Leido, borrador_de
from consistorio.canales.diseno.vistas.comun import Pagina, atender, enviado
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.resoluciones.campos import EN_TODOS, campos_de
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.textos import PARTES
from consistorio.servicios.resoluciones.vista_previa import texto_de_prueba, vista_previa
from consistorio.tramitacion.catalogo import edicion
from consistorio.tramitacion.catalogo.permisos import DISENAR
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor.sentidos import cabe

TAREA = "propuesta"
TODOS = "todos"  # as an address says «*»


@empleado(DISENAR)
@require_GET
def lista(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """Each sense, and whether the procedure says something of its own in it."""
    leido = borrador_de(request.actor, borrador_id)
    textos = _textos(leido)
    filas = [(codigo, nombre, _partes_de(textos.get(_sentido(codigo)))) for codigo, nombre in sentidos(leido).items()]
    contexto = {"titulo": _("Textos de la decisión"), "leido": leido, "filas": filas}
    return render(request, "diseno/textos.html", contexto)


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def escribir(request: PeticionConActor, borrador_id: UUID, sentido: str) -> HttpResponse:
    """Those of one sense."""
    leido = borrador_de(request.actor, borrador_id)
    form = _formulario(request, leido, sentido)
    en_cual = _el_primero(leido) if sentido == TODOS else sentido
    dicho, _valores = texto_de_prueba(leido.todo, en_cual, _textos(leido), reloj=reloj_de_la_casa())
    extra = {
        "campos": campos_de(leido.todo, dia=hoy(reloj_de_la_casa())),
        "sentido": sentido,
        "en_cual": sentidos(leido)[en_cual],
        "dicho": [(NOMBRES[parte], getattr(dicho, parte)) for parte in PARTES],
    }
    pagina = Pagina(
        sentidos(leido)[sentido], _("Guardar"), plantilla="diseno/texto.html", extra=extra, se_guarda_solo=True
    )
    return atender(
        request,
        leido,
        form,
        pagina,
        lambda: edicion.cambiar_tarea(
            leido.capa, TAREA, {"datos": {"textos": form.nuevos()}}, heredada=leido.heredadas.get(TAREA)
        ),
    )


@empleado(DISENAR)
@require_POST
def prueba(request: PeticionConActor, borrador_id: UUID, sentido: str, documento: str) -> HttpResponse:
    """A document of a made-up case with what is written now, saved or not. Nothing is kept. Raises DatosIncorrectos."""
    leido = borrador_de(request.actor, borrador_id)
    form = _formulario(request, leido, sentido)
    if not form.is_valid():
        mensajes = [mensaje for errores in form.errors.values() for mensaje in errores]
        raise DatosIncorrectos(_("El texto tiene errores."), que_hacer=" ".join(map(str, mensajes)))
    pdf = vista_previa(
        documento,
        leido.todo,
        _el_primero(leido) if sentido == TODOS else sentido,
        form.nuevos(),
        unidad=leido.areas.get(leido.borrador.area, ""),
        reloj=reloj_de_la_casa(),
    )
    cabeceras = {
        "Content-Disposition": 'inline; filename="prueba.pdf"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=cabeceras)


def sentidos(leido: Leido) -> dict[str, str]:
    """The senses in which a decision of that procedure may be given, and before them what is said in all."""
    caben = {
        clave: str(texto)
        for clave, texto in Resolucion.Sentido.choices
        if cabe(clave, declarada=leido.definicion.declarada)
    }
    return {TODOS: _("En todos los sentidos"), **caben}


def _el_primero(leido: Leido) -> str:
    return next(clave for clave in sentidos(leido) if clave != TODOS)


def _formulario(request: PeticionConActor, leido: Leido, sentido: str) -> DeTextos:
    if sentido not in sentidos(leido):
        raise NoEncontrado(_("No se resuelve en ese sentido."))
    return DeTextos(
        enviado(request),
        edicion=leido.borrador.edicion,
        sentido=_sentido(sentido),
        textos=_textos(leido),
        esquema=leido.todo.formulario,
    )


def _sentido(codigo: str) -> str:
    return EN_TODOS if codigo == TODOS else codigo


def _textos(leido: Leido) -> dict[str, Valor]:
    tarea = leido.todo.tarea(TAREA)
    if tarea is None:
        raise NoEncontrado(_("Este procedimiento no tiene la tarea que redacta la propuesta."))
    textos = tarea.datos.get("textos")
    return textos if isinstance(textos, dict) else {}


def _partes_de(bloque: Valor) -> str:
    dichas = bloque if isinstance(bloque, dict) else {}
    return ", ".join(str(NOMBRES[parte]) for parte in PARTES if dichas.get(parte))
