"""Navigation of each surface. The desk's entries are registered by the channels that own them."""

from __future__ import annotations

from django import template
from django.template.context import RequestContext
from django.utils.translation import gettext as _

from consistorio.canales.interfaz import menus
from consistorio.canales.interfaz.puertas import actor_de
from consistorio.canales.interfaz.templatetags.componentes import Enlace

register = template.Library()


@register.inclusion_tag("interfaz/componentes/navegacion.html", takes_context=True)
def navegacion_sede(context: RequestContext) -> dict[str, object]:
    """Menu of the citizens' pages."""
    ruta = getattr(context.get("request"), "path", "/")
    entradas = (
        (_("Trámites"), "/tramites/"),
        (_("Mi carpeta"), "/mi-carpeta/"),
        (_("Verificar documento"), "/verificar/"),
        (_("Ayuda"), "/ayuda/"),
    )
    return {
        "nombre": _("Sede electrónica"),
        "nombre_url": "/",
        "enlaces": [Enlace(texto, url, ruta.startswith(url)) for texto, url in entradas],
    }


@register.inclusion_tag("interfaz/componentes/navegacion.html", takes_context=True)
def navegacion_escritorio(context: RequestContext) -> dict[str, object]:
    """Menu of the staff's desk: what this person may open."""
    request = context.get("request")
    actor = actor_de(request) if request is not None else None
    ruta = getattr(request, "path", "")
    permitidas = [
        e
        for e in menus.entradas()
        if actor is not None
        and (not e.permiso or actor.puede(e.permiso))
        and not (e.salvo and actor.puede(e.salvo))  # who holds that one gets there from another entry
    ]
    actual = max((e.url for e in permitidas if ruta.startswith(e.url)), key=len, default="")
    return {
        "nombre": _("Escritorio"),
        "nombre_url": "",
        "enlaces": [Enlace(str(e.texto), e.url, e.url == actual) for e in permitidas],
    }


@register.inclusion_tag("interfaz/componentes/barra_sesion.html", takes_context=True)
def barra_sesion(context: RequestContext) -> dict[str, object]:
    """Who is here, on whose behalf, and the way out."""
    request = context.get("request")
    actor = actor_de(request) if request is not None else None
    return {
        "actor": actor,
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "representado": getattr(request, "representado_nombre", "") if actor and actor.representa_a else "",
    }


@register.inclusion_tag("interfaz/componentes/busqueda_global.html", takes_context=True)
def busqueda_global(context: RequestContext) -> dict[str, object]:
    """The search box of every page of the desk, for who may see cases. By POST: names do not belong in addresses."""
    request = context.get("request")
    actor = actor_de(request) if request is not None else None
    visible = actor is not None and actor.puede("expediente.ver")
    return {"visible": visible, "csrf_token": context.get("csrf_token")}
