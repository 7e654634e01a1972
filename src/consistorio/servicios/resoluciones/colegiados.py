"""Organs that decide in session and not by decree: their acuerdos are recorded by the Secretaría and certified (ROF 206-207).

What is told of one is here: its book, its words, and who certifies with the visto bueno of whom presides.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato


@dato
class Colegiado:
    """A collegiate organ. `libro`: the code of the book of its acuerdos; `siglas`: before their numbers."""

    libro: str
    nombre: str | Promise
    nombre_del_libro: str | Promise
    siglas: str


COLEGIADOS: dict[str, Colegiado] = {
    "junta_gobierno": Colegiado(
        "acuerdos_junta",
        _("Junta de Gobierno Local"),
        _("Libro de acuerdos de la Junta de Gobierno Local"),
        "JGL",
    ),
    # The declaration of lesividad is its own (LBRL 22.2.k)
    "pleno": Colegiado("acuerdos_pleno", _("Pleno"), _("Libro de acuerdos del Pleno"), "PL"),
}
DE_LIBRO = {uno.libro: uno for uno in COLEGIADOS.values()}


def es_colegiado(organo: str) -> bool:
    """Whether an organ decides in session."""
    return organo in COLEGIADOS
