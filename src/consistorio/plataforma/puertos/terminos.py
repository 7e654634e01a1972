"""Port: until when does a term of the parties last, by a decision that was signed before it ended and is still on its way to the cases?

Answered by whoever decides to extend terms in general (incidents of the sede, LPACAP 32.4). Wired in `CONSISTORIO_PUERTOS["terminos"]`.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol, runtime_checkable

from django.conf import settings

from consistorio.plataforma.puertos.conexion import conectado


@runtime_checkable
class TerminosPorAmpliar(Protocol):
    """The decisions that have not reached every case yet."""

    def hasta(self, vence: date) -> date | None:
        """The last day that they give to a term whose last day is `vence`; None when there are none. In an open transaction."""
        ...


class SinAmpliaciones:
    """The default: nobody extends terms in general."""

    def hasta(self, vence: date) -> date | None:
        """None."""
        return None


def terminos_por_ampliar() -> TerminosPorAmpliar:
    """Who is wired in the settings; nobody when none is."""
    if not settings.CONSISTORIO_PUERTOS.get("terminos"):
        return SinAmpliaciones()
    return conectado("terminos", TerminosPorAmpliar)
