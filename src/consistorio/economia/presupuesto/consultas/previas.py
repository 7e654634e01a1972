"""The previas that wait, and those of each one."""

from __future__ import annotations

from django.db.models import QuerySet, Sum

from consistorio.economia.presupuesto.models import OperacionPrevia
from consistorio.economia.presupuesto.permisos import GASTO, PREVIA
from consistorio.nucleo.actor import Actor


def previas_visibles_para(actor: Actor) -> QuerySet[OperacionPrevia]:
    """All of them for who notes expense; their own for who prepares them; none for the rest."""
    todas = OperacionPrevia.objects.annotate(total=Sum("lineas__importe")).order_by("-id")
    if actor.puede(GASTO):
        return todas
    return todas.filter(preparada_por=actor.id) if actor.puede(PREVIA) else todas.none()


def por_revisar(actor: Actor) -> QuerySet[OperacionPrevia]:
    """Those that wait, the oldest first."""
    return previas_visibles_para(actor).filter(estado=OperacionPrevia.Estado.PENDIENTE).order_by("id")
