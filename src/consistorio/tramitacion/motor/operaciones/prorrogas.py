"""What technical incidents of the sede gave to the terms of the parties (LPACAP 32.4)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.plataforma.accion import alias_actual
from consistorio.plataforma.calendario.tipos import Ampliacion
from consistorio.plataforma.puertos.terminos import terminos_por_ampliar, ultimo_dia
from consistorio.tramitacion.motor.models import ProrrogaIncidencia

MOTIVO = gettext_noop("incidencia técnica de la sede")
NORMA = "LPACAP art. 32.4"


def prorrogas_de(referencia: UUID) -> list[Ampliacion]:
    """Those of a request, a hearing or a warning, for the engine of terms."""
    hastas = ProrrogaIncidencia.objects.filter(referencia=referencia).order_by("hasta").values_list("hasta", flat=True)
    return [_por_incidencia(hasta) for hasta in hastas]


def ultimo_dia_de(vence: date, *, en: date) -> date:
    """Of a term, with what decisions that are on their way to the cases give it (32.4)."""
    if en <= vence:
        return vence
    with transaction.atomic(using=alias_actual()):  # asked also while a page is shown
        return ultimo_dia(vence)


def por_llegar_a(vence: date) -> list[Ampliacion]:
    """What decisions that are on their way to the cases give to a term, for the engine of terms. In an open transaction."""
    dadas: list[Ampliacion] = []
    while acuerdos := terminos_por_ampliar().acuerdos(vence):
        vence = acuerdos[-1].hasta
        dadas += [_por_incidencia(acuerdo.hasta) for acuerdo in acuerdos]
    return dadas


def dadas_al_contar(vence: date, *, desde: date) -> list[Ampliacion]:
    """What every decision gives to a term that is written nowhere, as that to appeal, and ran from one day to another: those signed while it ran."""
    dadas: list[Ampliacion] = []
    with transaction.atomic(using=alias_actual()):  # asked also while a page is shown
        terminos = terminos_por_ampliar()
        while acuerdos := [uno for uno in terminos.acuerdos(vence, aplicados=True) if uno.firmado >= desde]:
            vence = acuerdos[-1].hasta
            dadas += [_por_incidencia(acuerdo.hasta) for acuerdo in acuerdos]
    return dadas


def _por_incidencia(hasta: date) -> Ampliacion:
    """One that lasts until that day."""
    return Ampliacion(_(MOTIVO), NORMA, hasta=hasta)
