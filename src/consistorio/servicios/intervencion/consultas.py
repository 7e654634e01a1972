"""Reads of the control of what spends. Accounting asks here what was examined of a case."""

from __future__ import annotations

from collections.abc import Sequence

from consistorio.servicios.intervencion.models import Fiscalizacion, Reparo
from consistorio.servicios.intervencion.operaciones import POR_RESOLVER
from consistorio.tramitacion.expedientes.models import Expediente


def de_expediente(expediente: Expediente) -> Sequence[Fiscalizacion]:
    """Those of a case that somebody may see, the first first, with their reparos."""
    return list(
        Fiscalizacion.objects.filter(expediente=expediente)
        .select_related("documento", "tarea__unidad")
        .prefetch_related("reparos")
        .order_by("pedida_el", "id")[:50]
    )


def reparo_por_resolver(expediente: Expediente) -> Reparo | None:
    """The reparo that keeps the decision of a case without a number."""
    return Reparo.objects.filter(fiscalizacion__expediente=expediente, estado__in=POR_RESOLVER).order_by("id").first()
