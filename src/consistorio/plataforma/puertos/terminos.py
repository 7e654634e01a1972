"""Port: until when does a term of the parties last, by decisions that were signed before it ended? Those on their way to the cases, for a term that is
written there; all of them, for one that is counted when it is asked.

Answered by whoever decides to extend terms in general (incidents of the sede, LPACAP 32.4). Wired in `CONSISTORIO_PUERTOS["terminos"]`.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol, runtime_checkable
from uuid import UUID

from django.conf import settings

from consistorio.nucleo.dato import dato
from consistorio.plataforma.puertos.conexion import conectado


@dato
class AcuerdoDeAmpliacion:
    """The signed decision: of which incident, in which document, signed on which day, and up to when the terms last."""

    incidencia_id: UUID
    documento_id: UUID
    firmado: date
    hasta: date


@runtime_checkable
class TerminosPorAmpliar(Protocol):
    """The decisions that extend terms."""

    def acuerdos(self, vence: date, *, aplicados: bool = False) -> list[AcuerdoDeAmpliacion]:
        """Those that give more to a term whose last day is `vence` and have not reached every case yet, in the order of their last days;
        with `aplicados`, those that have too. In an open transaction."""
        ...


class SinAmpliaciones:
    """The default: nobody extends terms in general."""

    def acuerdos(self, vence: date, *, aplicados: bool = False) -> list[AcuerdoDeAmpliacion]:
        """None."""
        return []


def terminos_por_ampliar() -> TerminosPorAmpliar:
    """Who is wired in the settings; nobody when none is."""
    if not settings.CONSISTORIO_PUERTOS.get("terminos"):
        return SinAmpliaciones()
    return conectado("terminos", TerminosPorAmpliar)


def ultimo_dia(vence: date) -> date:
    """The last day of a term with everything that is on its way to it: a decision may be signed in the days that another gave."""
    while acuerdos := terminos_por_ampliar().acuerdos(vence):
        vence = acuerdos[-1].hasta
    return vence
