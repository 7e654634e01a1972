"""The open tasks of these kinds in a case."""

from __future__ import annotations

from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Tarea


def tarea_abierta(expediente: Expediente, tipo: str) -> Tarea | None:
    """The open task of a kind, the oldest first; None when there is none."""
    return (
        Tarea.objects.filter(expediente=expediente, tipo=tipo, cerrada_el=None)
        .select_related("expediente", "unidad")
        .order_by("creada_el", "id")
        .first()
    )
