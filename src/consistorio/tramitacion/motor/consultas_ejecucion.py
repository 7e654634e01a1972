"""Reads of what stands still while an appeal, or a review of office, decides on it (LPACAP 108, 117)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q

from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import EjecucionSuspendida
from consistorio.tramitacion.motor.reglas_ejecucion import Tramo

MAXIMO = 20


def en_suspenso(campo: str = "expediente") -> Exists:
    """Whether the case that a row names stands still, as a condition of its query."""
    return Exists(EjecucionSuspendida.objects.filter(original=OuterRef(campo), alzada_el=None))


def suspensiones_de(expediente: Expediente) -> list[EjecucionSuspendida]:
    """What stands still now because of a case, or of what it decided, the oldest first."""
    suyas = EjecucionSuspendida.objects.filter(Q(expediente=expediente) | Q(original=expediente), alzada_el=None)
    return list(suyas.select_related("expediente", "original").order_by("desde", "id")[:MAXIMO])


def tramos_de(original: Expediente) -> Sequence[Tramo]:
    """When what a case decided stood still, the oldest first."""
    filas = EjecucionSuspendida.objects.filter(original=original).order_by("desde", "id")
    return [Tramo(una.desde, una.hasta) for una in filas[:MAXIMO]]
