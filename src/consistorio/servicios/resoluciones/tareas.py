"""The open tasks of these kinds in a case."""

from __future__ import annotations

from uuid import UUID

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


def ultima_tarea(expediente: Expediente, tipo: str) -> Tarea | None:
    """The newest task of a kind that was not left out, with its row locked; None when there is none."""
    return (
        Tarea.objects.select_for_update(of=("self",))
        .select_related("expediente", "unidad")
        .filter(expediente=expediente, tipo=tipo)
        .exclude(estado=Tarea.Estado.CANCELADA)
        .order_by("-creada_el", "-id")
        .first()
    )


def abierta_con_cerrojo(tarea_id: UUID | None) -> Tarea | None:
    """The task with its row locked while it is open; None when there is none or it is closed."""
    if tarea_id is None:
        return None
    return (
        Tarea.objects.select_for_update(of=("self",))
        .select_related("expediente", "unidad")
        .filter(id=tarea_id, cerrada_el=None)
        .first()
    )
