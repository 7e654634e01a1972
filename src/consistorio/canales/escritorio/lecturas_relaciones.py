"""The relations that somebody said by hand in a case."""

from __future__ import annotations

from consistorio.tramitacion.expedientes.models import Expediente, Relacion

MAXIMO = 50


def hechas_a_mano(expediente: Expediente) -> list[Relacion]:
    """Those of a case, the oldest first."""
    suyas = Relacion.objects.filter(expediente=expediente, clase__in=Relacion.A_MANO).select_related("otro")
    return list(suyas.order_by("creada_el", "id")[:MAXIMO])
