"""When something of a draft is needed, on a page of its own: a condition of as many parts as it takes, one group a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consistorio.canales.diseno.formularios import DeGrupo, Sobre
from consistorio.canales.diseno.lecturas import Leido
from consistorio.canales.diseno.lecturas_de_modelos import en_edicion
from consistorio.canales.diseno.vistas.comun import Pagina, atender, enviado
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoEncontrado
from consistorio.tramitacion.catalogo import edicion
from consistorio.tramitacion.catalogo.arbol import con_parte, parte_en
from consistorio.tramitacion.catalogo.permisos import DISENAR
from consistorio.tramitacion.formularios.valores import Valor, texto_de


@dato
class _Cosa:
    """What a condition is of: what it is called, its page, what its condition may look at, and the layer once it has another one."""

    nombre: str
    pagina: str
    condicion: Valor
    sobre: Sobre
    con_otra: Callable[[Mapping[str, Valor]], dict[str, Valor]]


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def cuando(request: PeticionConActor, borrador_id: UUID, clase: str, codigo: str) -> HttpResponse:
    """A group of the condition of a thing (`clase`: one of `_COSAS`): the whole, or the one at the place `en` of the address."""
    leido = en_edicion(request.actor, borrador_id)
    if clase not in _COSAS:
        raise NoEncontrado(_("Eso no depende de ninguna condición."))
    cosa, camino = _COSAS[clase](leido, codigo), _camino(request.GET.get("en", ""))
    form = DeGrupo(enviado(request), cosa.sobre, parte_en(cosa.condicion, camino))
    aqui = reverse("diseno:cuando", args=[borrador_id, clase, codigo])
    volver = (f"{aqui}{_en(camino[:-1])}", _("La condición de «%(n)s»") % {"n": cosa.nombre})
    pagina = Pagina(
        (_("Un grupo de la condición de «%(n)s»") if camino else _("Cuándo hace falta «%(n)s»")) % {"n": cosa.nombre},
        _("Guardar"),
        explicacion=_("El grupo entero cuenta como una condición más. Sin ninguna dentro, se quita.")
        if camino
        else _(
            "Sin ninguna condición, hace falta siempre. Cada condición mira una respuesta del formulario o un hecho del expediente."
        ),
        se_guarda_solo=True,
        plantilla="diseno/cuando.html",
        extra={
            "volver": volver if camino else (cosa.pagina, cosa.nombre),
            "grupos": [(f"{aqui}{_en([*camino, sitio])}", sitio + 1, dicho) for sitio, dicho in form.grupos()],
        },
        al_guardar=lambda: f"{aqui}{_en(camino)}" if form.anade_un_grupo() else volver[0] if camino else cosa.pagina,
    )

    def capa() -> dict[str, Valor]:
        nueva = form.nueva()
        sin_tocar = nueva == parte_en(cosa.condicion, camino)
        return dict(leido.capa) if sin_tocar else cosa.con_otra({"condicion": con_parte(cosa.condicion, camino, nueva)})

    return atender(request, leido, form, pagina, capa)


def _tarea(leido: Leido, codigo: str) -> _Cosa:
    actual, heredada = leido.escrita_de(codigo), leido.heredadas.get(codigo)
    if actual.get("preceptiva") is True:
        raise NoEncontrado(_("Esta tarea es preceptiva: cuándo se hace no se cambia aquí."))
    return _Cosa(
        texto_de(actual.get("nombre")),
        reverse("diseno:tarea", args=[leido.borrador.id, codigo]),
        actual.get("condicion"),
        leido.sobre_tarea(actual),
        lambda cambios: edicion.cambiar_tarea(leido.capa, codigo, cambios, heredada=heredada),
    )


def _documento(leido: Leido, codigo: str) -> _Cosa:
    actual = leido.documento_escrito(codigo)
    return _Cosa(
        texto_de(actual.get("nombre")),
        reverse("diseno:documento", args=[leido.borrador.id, codigo]),
        actual.get("condicion"),
        leido.sobre_documento(actual),
        lambda cambios: edicion.poner_documento(leido.capa, codigo, cambios),
    )


def _pagina(leido: Leido, codigo: str) -> _Cosa:
    actual = leido.pagina_escrita(codigo)
    return _Cosa(
        texto_de(actual.get("titulo")),
        reverse("diseno:pagina", args=[leido.borrador.id, codigo]),
        actual.get("condicion"),
        leido.sobre_pagina(actual),
        lambda cambios: edicion.poner_pagina(leido.capa, codigo, cambios),
    )


def _pregunta(leido: Leido, codigo: str) -> _Cosa:
    paso, actual = leido.pregunta_escrita(codigo)
    return _Cosa(
        texto_de(actual.get("etiqueta")),
        reverse("diseno:pregunta", args=[leido.borrador.id, paso, codigo]),
        actual.get("condicion"),
        leido.sobre_pregunta(actual, paso),
        lambda cambios: edicion.poner_pregunta(leido.capa, paso, codigo, cambios),
    )


_COSAS: Mapping[str, Callable[[Leido, str], _Cosa]] = {
    "tarea": _tarea,
    "documento": _documento,
    "pagina": _pagina,
    "pregunta": _pregunta,
}


def enlace(borrador_id: UUID, clase: str, cosa: Mapping[str, Valor]) -> list[tuple[str, str]]:
    """The link to the page of the condition of a thing, with its words; nothing for what the law demands always."""
    if cosa.get("preceptiva") is True:
        return []
    condicion = cosa.get("condicion")
    texto = _("Poner una condición de varias partes")
    if isinstance(condicion, dict) and "campo" not in condicion:
        texto = _("Cambiar la condición, parte por parte")
    return [(reverse("diseno:cuando", args=[borrador_id, clase, texto_de(cosa.get("codigo"))]), texto)]


def _camino(escrito: str) -> list[int]:
    """The place that the address says. Raises NoEncontrado for what is no place."""
    partes = escrito.split(".") if escrito else []
    if len(partes) > 20 or not all(parte.isdecimal() and len(parte) < 4 for parte in partes):
        raise NoEncontrado(_("Esta condición no tiene ese grupo: puede que alguien lo haya quitado."))
    return [int(parte) for parte in partes]


def _en(camino: list[int]) -> str:
    return f"?en={'.'.join(map(str, camino))}" if camino else ""
