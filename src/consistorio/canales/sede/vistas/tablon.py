"""The notice board of the sede (LPACAP 45, 83.2): what is shown today, for anybody."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.puertas import publica
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.tablon import consultas
from consistorio.servicios.tablon.models import Anuncio


@publica("tablón de anuncios de la sede, LPACAP arts. 45 y 83.2")
@require_safe
def tablon(request: HttpRequest) -> HttpResponse:
    """What is shown today, the newest first."""
    antes = identificador(request.GET.get("antes"))
    anuncios = consultas.en_el_tablon(en=hoy(reloj_de_la_casa()), antes_de=antes)
    contexto = {
        "titulo": _("Tablón de anuncios"),
        "anuncios": anuncios,
        "siguiente": f"?antes={anuncios[-1].id}" if len(anuncios) == consultas.MAXIMO_EN_LISTA else "",
        "anterior": "?" if antes else "",
    }
    return render(request, "sede/tablon.html", contexto)


@publica("anuncio del tablón mientras se expone, LPACAP arts. 45 y 83.2")
@require_safe
def anuncio(request: HttpRequest, anuncio_id: UUID) -> HttpResponse:
    """An announcement, what can be read with it and, in a public information, how to allege."""
    hallado = consultas.a_la_vista(anuncio_id, en=hoy(reloj_de_la_casa()))
    if hallado is None:
        raise _ya_no()
    contexto = {
        "titulo": hallado.titulo,
        "anuncio": hallado,
        "documentos": consultas.documentos_expuestos(hallado),
        "se_alega": hallado.clase == Anuncio.Clase.INFORMACION_PUBLICA,
    }
    return render(request, "sede/anuncio.html", contexto)


@publica("documento expuesto con un anuncio del tablón, LPACAP art. 83.2")
@require_safe
def documento(request: HttpRequest, anuncio_id: UUID, documento_id: UUID) -> HttpResponseBase:
    """The announcement, or a document shown with it, while it lasts."""
    hallado = consultas.documento_a_la_vista(anuncio_id, documento_id, en=hoy(reloj_de_la_casa()))
    if hallado is None:
        raise _ya_no()
    return entregar(hallado)


def _ya_no() -> NoEncontrado:
    return NoEncontrado(
        _("Ese anuncio no está en el tablón."),
        que_hacer=_(
            "Puede que su plazo haya terminado. Si tiene su código de verificación, use «Verificar un documento»."
        ),
    )
