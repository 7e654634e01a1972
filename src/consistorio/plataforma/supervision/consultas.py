"""Reads of the supervision."""

from __future__ import annotations

from collections.abc import Sequence

from consistorio.nucleo.dato import dato
from consistorio.plataforma.supervision.comprobaciones import Estado, Resultado, hacer_todas
from consistorio.plataforma.supervision.models import IntervencionTrabajo

GRAVEDAD = (Estado.BIEN, Estado.AVISO, Estado.MAL)


@dato
class Salud:
    """The worst state of all, and each check. To the public only `estado` is said."""

    estado: Estado
    comprobaciones: Sequence[Resultado]


def salud() -> Salud:
    """Do every check now. Takes as long as the slowest things outside."""
    resultados = hacer_todas()
    return Salud(max((r.estado for r in resultados), key=GRAVEDAD.index, default=Estado.BIEN), resultados)


def intervenciones(trabajo_id: int) -> list[IntervencionTrabajo]:
    """What people did about a job, the newest first, at most 50."""
    return list(IntervencionTrabajo.objects.filter(trabajo=trabajo_id).order_by("-momento")[:50])
