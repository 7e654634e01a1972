"""Tabs of the technical administration, and words for its states."""

from __future__ import annotations

from django import template
from django.template.context import RequestContext

from consistorio.canales.admin_tecnica import palabras
from consistorio.canales.admin_tecnica.secciones import SECCIONES
from consistorio.canales.interfaz.fases import nombre_de_fase
from consistorio.canales.interfaz.puertas import actor_de
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.plataforma.cola.tipos import EstadoTrabajo
from consistorio.plataforma.organizacion.ficheros import CAMPOS
from consistorio.plataforma.supervision.comprobaciones import Estado
from consistorio.tramitacion.catalogo.models import VersionProcedimiento

register = template.Library()
COLOR_DE_VERSION = {"ensayo": "yellow", "publicada": "green", "retirada": "grey", "descartada": "grey"}
COLOR_DE_SALUD = {Estado.BIEN: "green", Estado.AVISO: "yellow", Estado.MAL: "red"}
COLOR_DE_TRABAJO = {
    EstadoTrabajo.EN_ESPERA: "blue",
    EstadoTrabajo.EN_CURSO: "turquoise",
    EstadoTrabajo.HECHO: "green",
    EstadoTrabajo.FALLIDO: "red",
    EstadoTrabajo.ABANDONADO: "grey",
}


@register.inclusion_tag("admin_tecnica/secciones.html", takes_context=True)
def secciones(context: RequestContext) -> dict[str, object]:
    """The tabs that this person may open."""
    request = context.get("request")
    actor = actor_de(request) if request is not None else None
    ruta = getattr(request, "path", "")
    suyas = [s for s in SECCIONES if actor is not None and actor.puede(s.permiso)]
    actual = max((s.url for s in suyas if ruta.startswith(s.url)), key=len, default="")
    return {"enlaces": [Enlace(str(s.texto), s.url, s.url == actual) for s in suyas]}


@register.filter
def nombre_de(codigo: str, nombres: dict[str, str]) -> str:
    """The name that a code has; the code itself, if nobody gave it one."""
    return nombres.get(codigo, codigo)


@register.filter
def nombre_fase(codigo: str) -> str:
    """The name of a phase of a case."""
    return nombre_de_fase(codigo)


@register.inclusion_tag("interfaz/componentes/etiqueta_estado.html")
def estado_salud(estado: Estado) -> dict[str, object]:
    """How something is, as a coloured word."""
    return {"texto": palabras.de_salud(estado), "color": COLOR_DE_SALUD[estado]}


@register.inclusion_tag("interfaz/componentes/etiqueta_estado.html")
def estado_trabajo(estado: EstadoTrabajo) -> dict[str, object]:
    """The state of a job, as a coloured word."""
    return {"texto": palabras.de_estado(estado), "color": COLOR_DE_TRABAJO[estado]}


@register.inclusion_tag("interfaz/componentes/etiqueta_estado.html")
def estado_de_version(version: VersionProcedimiento) -> dict[str, object]:
    """The state of a version of a procedure, as a coloured word."""
    return {"texto": version.get_estado_display(), "color": COLOR_DE_VERSION[version.estado]}


@register.simple_tag
def estado_en_palabras(estado: EstadoTrabajo) -> str:
    """The state of a job in words."""
    return palabras.de_estado(estado)


@register.simple_tag
def sangria(nivel: int) -> str:
    """The place in a tree, drawn with dashes that are also read."""
    return "— " * nivel


@register.simple_tag
def campos_de_carga() -> list[tuple[str, str, str]]:
    """The files that can be loaded, with the columns that each must and may have."""
    return [(nombre, ", ".join(sorted(deben)), ", ".join(sorted(pueden))) for nombre, (deben, pueden) in CAMPOS.items()]
