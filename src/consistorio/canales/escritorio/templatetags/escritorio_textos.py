"""Words of the desk for codes that are kept without accents."""

from __future__ import annotations

from django import template

from consistorio.canales.interfaz.fases import nombre_de_fase

register = template.Library()


@register.filter
def nombre_fase(codigo: str) -> str:
    """The name of a phase (LPACAP, título IV)."""
    return nombre_de_fase(codigo)
