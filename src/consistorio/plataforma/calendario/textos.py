"""Dates in words, as the documents and screens of the house write them."""

from __future__ import annotations

from datetime import date, datetime

from consistorio.nucleo.reloj import en_madrid
from consistorio.nucleo.textos import gettext as _
from consistorio.nucleo.textos import gettext_noop

DIAS = (
    gettext_noop("lunes"),
    gettext_noop("martes"),
    gettext_noop("miércoles"),
    gettext_noop("jueves"),
    gettext_noop("viernes"),
    gettext_noop("sábado"),
    gettext_noop("domingo"),
)
MESES = (
    gettext_noop("enero"),
    gettext_noop("febrero"),
    gettext_noop("marzo"),
    gettext_noop("abril"),
    gettext_noop("mayo"),
    gettext_noop("junio"),
    gettext_noop("julio"),
    gettext_noop("agosto"),
    gettext_noop("septiembre"),
    gettext_noop("octubre"),
    gettext_noop("noviembre"),
    gettext_noop("diciembre"),
)


def fecha_larga(fecha: date) -> str:
    """`23 de noviembre de 2026`. An instant is taken in the legal time of the Peninsula."""
    dia = en_madrid(fecha).date() if isinstance(fecha, datetime) else fecha
    return _("%(dia)d de %(mes)s de %(anio)d") % {"dia": dia.day, "mes": _(MESES[dia.month - 1]), "anio": dia.year}


def mes_y_anio(mes: date) -> str:
    """`noviembre de 2026`."""
    return _("%(mes)s de %(anio)d") % {"mes": _(MESES[mes.month - 1]), "anio": mes.year}


def en_palabras(dia: date) -> str:
    """`lunes 23 de noviembre de 2026`."""
    return f"{_(DIAS[dia.weekday()])} {fecha_larga(dia)}"
