"""Words of the desk for codes that are kept without accents."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()
FASES: dict[str, Promise] = {
    "iniciacion": _("Iniciación"),
    "ordenacion": _("Ordenación"),
    "instruccion": _("Instrucción"),
    "finalizacion": _("Finalización"),
    "ejecucion": _("Ejecución"),
    "archivo": _("Archivo"),
}


@register.filter
def nombre_fase(codigo: str) -> str:
    """The name of a phase (LPACAP, título IV)."""
    return str(FASES.get(codigo, codigo.capitalize()))
