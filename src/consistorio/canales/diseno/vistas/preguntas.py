"""The questions of the form of a draft."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consistorio.canales.diseno.formularios import Confirmar, DePregunta
from consistorio.canales.diseno.lecturas import Leido
from consistorio.canales.diseno.lecturas_de_modelos import en_edicion
from consistorio.canales.diseno.vistas import cuando
from consistorio.canales.diseno.vistas.comun import Pagina, atender, confirmacion, enviado
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import NoEncontrado
from consistorio.tramitacion.catalogo import edicion
from consistorio.tramitacion.catalogo.permisos import DISENAR
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def nueva(request: PeticionConActor, borrador_id: UUID, paso: str) -> HttpResponse:
    """One more question, at the end of a page of the form."""
    leido = en_edicion(request.actor, borrador_id)
    _exigir_propia(leido, paso)
    form = DePregunta(enviado(request), leido.sobre_pregunta({}, paso), paginas=leido.propias(), paso=paso)

    def capa() -> dict[str, Valor]:
        codigo = edicion.codigo_nuevo(form.cleaned_data["etiqueta"], set(leido.preguntas()))
        return edicion.poner_pregunta(leido.capa, form.cleaned_data["pagina"], codigo, form.cambios())

    return atender(request, leido, form, Pagina(_("Añadir una pregunta"), _("Guardar")), capa)


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def cambiar(request: PeticionConActor, borrador_id: UUID, paso: str, codigo: str) -> HttpResponse:
    """What a question says. Its kind and its code stay."""
    leido = en_edicion(request.actor, borrador_id)
    actual = _actual(leido, paso, codigo)
    form = DePregunta(enviado(request), leido.sobre_pregunta(actual, paso), paginas=leido.propias(), paso=paso)
    pagina = Pagina(
        texto_de(actual.get("etiqueta")),
        _("Guardar"),
        quitar=reverse("diseno:quitar_pregunta", args=[borrador_id, paso, codigo]),
        quitar_texto=_("Quitar esta pregunta"),
        otras=cuando.enlace(borrador_id, "pregunta", actual),
        se_guarda_solo=True,
    )

    def capa() -> dict[str, Valor]:
        cambiada = edicion.poner_pregunta(leido.capa, paso, codigo, form.cambios())
        destino = form.cleaned_data["pagina"]
        return cambiada if destino == paso else edicion.llevar_pregunta(cambiada, paso, codigo, a=destino)

    return atender(request, leido, form, pagina, capa)


@empleado(DISENAR)
@require_http_methods(["POST"])
def mover(request: PeticionConActor, borrador_id: UUID, paso: str, codigo: str) -> HttpResponse:
    """One place up or down."""
    leido = en_edicion(request.actor, borrador_id)
    _actual(leido, paso, codigo)
    arriba = request.POST.get("hacia") == "arriba"
    pagina = Pagina(_("Mover la pregunta"), _("Mover"))
    form = Confirmar(request.POST)
    return atender(
        request, leido, form, pagina, lambda: edicion.mover_pregunta(leido.capa, paso, codigo, arriba=arriba)
    )


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def quitar(request: PeticionConActor, borrador_id: UUID, paso: str, codigo: str) -> HttpResponse:
    """Take it away."""
    leido = en_edicion(request.actor, borrador_id)
    actual = _actual(leido, paso, codigo)
    pagina = Pagina(
        _("Quitar la pregunta «%(n)s»") % {"n": texto_de(actual.get("etiqueta"))},
        _("Quitar"),
        explicacion=_("Lo que ya se ha contestado se sigue leyendo en sus expedientes."),
        peligro=True,
    )
    form = confirmacion(request, leido)
    return atender(request, leido, form, pagina, lambda: edicion.quitar_pregunta(leido.capa, paso, codigo))


def _exigir_propia(leido: Leido, paso: str) -> None:
    if paso not in {pagina.codigo for pagina in leido.paginas if pagina.propia}:
        raise NoEncontrado(_("Esa página del formulario no es de este borrador: es de un modelo de arriba."))


def _actual(leido: Leido, paso: str, codigo: str) -> dict[str, Valor]:
    _exigir_propia(leido, paso)
    pasos = como_datos(leido.capa.get("formulario") or {}).get("pasos")
    for pagina in pasos if isinstance(pasos, list) else []:
        campos = pagina.get("campos") if isinstance(pagina, dict) and pagina.get("codigo") == paso else None
        for campo in campos if isinstance(campos, list) else []:
            if isinstance(campo, dict) and campo.get("codigo") == codigo:
                return campo
    raise NoEncontrado(_("El formulario no tiene esa pregunta."))
