"""Reads of what the town began of office and stands still because of a party (LPACAP 25.2)."""

from __future__ import annotations

from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Plazo, Suspension
from consistorio.tramitacion.motor.reglas import CAUSA_PARALIZACION


def paralizado_por(expediente: Expediente) -> Suspension | None:
    """What stops the term because of a party, notified or on its way; None when nothing does."""
    abiertas = Suspension.objects.filter(plazo__expediente=expediente, causa=CAUSA_PARALIZACION, hasta=None)
    return abiertas.order_by("acordada_el").first()


def empezo_de_oficio(expediente: Expediente) -> bool:
    """Whether its term runs since the agreement to begin, and not since an application (LPACAP 21.3.a)."""
    return Plazo.objects.filter(expediente=expediente, comienzo=Plazo.Comienzo.ACUERDO).exists()
