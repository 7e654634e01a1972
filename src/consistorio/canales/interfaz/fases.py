"""The phases of a case, as they are called (LPACAP, título IV): their codes are kept without accents."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FASES: dict[str, Promise] = {
    "iniciacion": _("Iniciación"),
    "ordenacion": _("Ordenación"),
    "instruccion": _("Instrucción"),
    "finalizacion": _("Finalización"),
    "ejecucion": _("Ejecución"),
    "archivo": _("Archivo"),
}


def nombre_de_fase(codigo: str) -> str:
    """The name of a phase; a code that is not known, as it is."""
    return str(FASES.get(codigo, codigo.capitalize()))
