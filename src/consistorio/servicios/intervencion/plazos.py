"""The days that Intervención has to give its result (RD 424/2017 art. 10), in hábiles of the sede, from the day after it has the whole case."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consistorio.nucleo.dato import dato
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.tipos import Calendario, CalendarioIncompleto, Duracion, Unidad
from consistorio.servicios.intervencion.valores_legales import valor
from consistorio.tramitacion.motor.reglas import contar


@dato
class Plazo:
    """The last day, and how many hábiles are left until it on a day; negative: how many ago it ended."""

    vence: date
    quedan: int

    @property
    def vencido(self) -> bool:
        """Whether it is over."""
        return self.quedan < 0

    @property
    def en_palabras(self) -> str:
        """As people read it."""
        if self.quedan == 0:
            return _("vence hoy")
        if self.quedan > 0:
            return ngettext("queda %(n)d día hábil", "quedan %(n)d días hábiles", self.quedan) % {"n": self.quedan}
        hace = -self.quedan
        return ngettext("vencido hace %(n)d día hábil", "vencido hace %(n)d días hábiles", hace) % {"n": hace}


def ultimo_dia_desde(dia: date, *, urgente: bool = False, limitado: bool = False) -> date:
    """The last day for Intervención of what it has whole since a day: fewer days when it is urgent, or of limited control."""
    codigo = "fiscalizacion.dias"
    if urgente:
        codigo = "fiscalizacion.dias_urgente"
    elif limitado:
        codigo = "fiscalizacion.dias_limitada"
    return contar(dia, Duracion(valor(codigo, en=dia), Unidad.DIAS_HABILES), calendario_de_la_sede(en=dia)).vence


def plazo_hasta(vence: date, *, en: date) -> Plazo:
    """How it stands on a day."""
    desde, hasta = sorted((en, vence))
    calendario = calendario_de_la_sede(en=en)
    cuantos = sum(_es_habil(desde + timedelta(days=n), calendario) for n in range(1, (hasta - desde).days + 1))
    return Plazo(vence, cuantos if vence >= en else -max(cuantos, 1))


def _es_habil(dia: date, calendario: Calendario) -> bool:
    """A year that was not published yet counts with its weekends, as terms do."""
    try:
        return calendario.es_habil(dia)
    except CalendarioIncompleto:
        return dia.weekday() < 5 and dia not in calendario.dias
