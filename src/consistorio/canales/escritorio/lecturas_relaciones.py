"""The relations that somebody said by hand in a case."""

from __future__ import annotations

from consistorio.nucleo.actor import Actor
from consistorio.tramitacion.expedientes.consultas import visibles_para
from consistorio.tramitacion.expedientes.models import Expediente, Relacion

MAXIMO = 50


def hechas_a_mano(expediente: Expediente, actor: Actor) -> list[Relacion]:
    """Those of a case with others that this person may see, the oldest first."""
    suyas = Relacion.objects.filter(expediente=expediente, clase__in=Relacion.A_MANO, otro__in=visibles_para(actor))
    return list(suyas.select_related("otro").order_by("creada_el", "id")[:MAXIMO])
