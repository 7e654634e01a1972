"""Reads of the collection files."""

from __future__ import annotations

from django.db.models import QuerySet

from consistorio.economia.recaudacion.models import CobroLeido, FicheroDeCobros


def ficheros() -> QuerySet[FicheroDeCobros]:
    """Those that were taken, the newest first."""
    return FicheroDeCobros.objects.order_by("-id")


def por_aplicar() -> QuerySet[CobroLeido]:
    """What waits in 554, the oldest first."""
    return (
        CobroLeido.objects.filter(estado=CobroLeido.Estado.PENDIENTE).select_related("fichero").order_by("fecha", "id")
    )
