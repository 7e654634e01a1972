"""What technical incidents of the sede gave to the terms of the parties (LPACAP 32.4)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.plataforma.calendario.tipos import Ampliacion
from consistorio.tramitacion.motor.models import ProrrogaIncidencia

MOTIVO = gettext_noop("incidencia técnica de la sede")
NORMA = "LPACAP art. 32.4"


def prorrogas_de(referencia: UUID) -> list[Ampliacion]:
    """Those of a request, a hearing or a warning, for the engine of terms."""
    hastas = ProrrogaIncidencia.objects.filter(referencia=referencia).order_by("hasta").values_list("hasta", flat=True)
    return [por_incidencia(hasta) for hasta in hastas]


def por_incidencia(hasta: date) -> Ampliacion:
    """One that lasts until that day."""
    return Ampliacion(_(MOTIVO), NORMA, hasta=hasta)
