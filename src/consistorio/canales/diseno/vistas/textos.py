"""The texts of a draft, of its decision and of what is written before it: which there are, writing them, and how they look in a made-up case."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.diseno.formularios.textos import NOMBRES, DeTextos
from consistorio.canales.diseno.lecturas import Leido, borrador_de
from consistorio.canales.diseno.vistas.comun import Pagina, atender, enviado
from consistorio.canales.interfaz.politica import anadir_fuentes
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.resoluciones.campos import EN_TODOS, campos_de
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.textos import (
    AUDIENCIA,
    CARTA,
    ESCRITOS,
    PARTES,
    PROVIDENCIA,
    REQUERIMIENTO,
    TEXTO,
    partes_de,
)
from consistorio.servicios.resoluciones.vista_previa import (
    DOCUMENTOS,
    parrafos_de_prueba,
    texto_de_prueba,
    vista_previa,
)
from consistorio.tramitacion.catalogo import edicion
from consistorio.tramitacion.catalogo.permisos import DISENAR
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor.sentidos import cabe

TAREA = "propuesta"
TODOS = "todos"  # as an address says «*»
OTROS: Mapping[str, str | Promise] = {
    REQUERIMIENTO: gettext_lazy("Requerimiento: lo que se suele pedir que se corrija"),
    AUDIENCIA: gettext_lazy("Audiencia: qué se va a proponer y por qué"),
    PROVIDENCIA: gettext_lazy("Providencia"),
    CARTA: gettext_lazy("Carta a las personas interesadas"),
}
# The buttons that draw one in another window
VER: Mapping[str, str | Promise] = {
    DOCUMENTOS[0]: gettext_lazy("Ver la propuesta de prueba (PDF, en otra ventana)"),
    DOCUMENTOS[1]: gettext_lazy("Ver la resolución de prueba (PDF, en otra ventana)"),
    **dict.fromkeys(ESCRITOS, gettext_lazy("Ver el documento de prueba (PDF, en otra ventana)")),
}


@empleado(DISENAR)
@require_GET
def lista(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """Each sense and each other writing, and whether the procedure says something of its own in it."""
    leido = borrador_de(request.actor, borrador_id)
    textos = _textos(leido)
    filas = [(codigo, nombre, _dichas(textos, _sentido(codigo))) for codigo, nombre in sentidos(leido).items()]
    otras = [(codigo, nombre, _dichas(textos, codigo)) for codigo, nombre in otros(leido).items()]
    contexto = {"titulo": _("Textos"), "leido": leido, "filas": filas, "otras": otras}
    return render(request, "diseno/textos.html", contexto)


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def escribir(request: PeticionConActor, borrador_id: UUID, sentido: str) -> HttpResponse:
    """Those of one sense, or of another writing; beside them, the document of a made-up case with what is saved."""
    leido = borrador_de(request.actor, borrador_id)
    form = _formulario(request, leido, sentido)
    nombres = {**sentidos(leido), **otros(leido)}
    en_cual = _el_primero(leido) if sentido == TODOS else sentido
    documentos = (sentido,) if sentido in ESCRITOS else DOCUMENTOS
    extra = {
        "campos": campos_de(leido.todo, dia=hoy(reloj_de_la_casa())),
        "sentido": sentido,
        "en_cual": nombres[en_cual],
        "dicho": _dicho(leido, en_cual),
        "documentos": [(documento, VER[documento]) for documento in documentos],
        "previa": reverse("diseno:prueba_de_texto", args=[borrador_id, sentido, documentos[0]]),
    }
    pagina = Pagina(
        str(nombres[sentido]), _("Guardar"), plantilla="diseno/texto.html", extra=extra, se_guarda_solo=True
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


def _dicho(leido: Leido, clave: str) -> list[tuple[str | Promise, tuple[str, ...]]]:
    """What is saved, as it is read in a made-up case, part by part."""
    if clave in ESCRITOS:
        return [(NOMBRES[TEXTO], parrafos_de_prueba(leido.todo, clave, _textos(leido), reloj=reloj_de_la_casa()))]
    dicho, _valores = texto_de_prueba(leido.todo, clave, _textos(leido), reloj=reloj_de_la_casa())
    return [(NOMBRES[parte], getattr(dicho, parte)) for parte in PARTES]


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def prueba(request: PeticionConActor, borrador_id: UUID, sentido: str, documento: str) -> HttpResponse:
    """A document of a made-up case: with what is saved or, sent, with what is written now, saved or not. Nothing is kept. Only a page of the house
    may show it inside. Raises DatosIncorrectos."""
    leido = borrador_de(request.actor, borrador_id)
    form = _formulario(request, leido, sentido)
    if form.is_bound and not form.is_valid():
        mensajes = [mensaje for errores in form.errors.values() for mensaje in errores]
        raise DatosIncorrectos(_("El texto tiene errores."), que_hacer=" ".join(map(str, mensajes)))
    pdf = vista_previa(
        documento,
        leido.todo,
        _el_primero(leido) if sentido == TODOS else sentido,
        form.nuevos() if form.is_bound else _textos(leido),
        unidad=leido.areas.get(leido.borrador.area, ""),
        reloj=reloj_de_la_casa(),
    )
    cabeceras = {
        "Content-Disposition": 'inline; filename="prueba.pdf"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    respuesta = HttpResponse(pdf, content_type="application/pdf", headers=cabeceras)
    anadir_fuentes(respuesta, {"frame-ancestors": ("'self'",)})
    return respuesta


def sentidos(leido: Leido) -> dict[str, str]:
    """The senses in which a decision of that procedure may be given, and before them what is said in all."""
    caben = {
        clave: str(texto)
        for clave, texto in Resolucion.Sentido.choices
        if cabe(clave, declarada=leido.definicion.declarada)
    }
    return {TODOS: _("En todos los sentidos"), **caben}


def otros(leido: Leido) -> dict[str, str | Promise]:
    """The other writings whose words an area may begin. What is declared is not corrected: its documents are asked for (LPACAP 69)."""
    return {
        clase: nombre for clase, nombre in OTROS.items() if clase != REQUERIMIENTO or not leido.definicion.declarada
    }


def _el_primero(leido: Leido) -> str:
    return next(clave for clave in sentidos(leido) if clave != TODOS)


def _formulario(request: PeticionConActor, leido: Leido, sentido: str) -> DeTextos:
    if sentido not in {**sentidos(leido), **otros(leido)}:
        raise NoEncontrado(_("No se resuelve en ese sentido, ni hay ningún escrito así."))
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


def _dichas(textos: Mapping[str, Valor], clave: str) -> str:
    bloque = textos.get(clave)
    suyas = bloque if isinstance(bloque, dict) else {}
    return ", ".join(str(NOMBRES[parte]) for parte in partes_de(clave) if suyas.get(parte))
