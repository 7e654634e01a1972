"""Reads of the copies."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from consistorio.nucleo.actor import Actor
from consistorio.servicios.exportaciones.models import Exportacion

MAXIMO_EN_LISTA = 20


def propias(actor: Actor, expediente_id: UUID, *, en: datetime) -> QuerySet[Exportacion]:
    """Those of a case that an actor asked for and have not expired, the newest first."""
    suyas = Exportacion.objects.filter(expediente_id=expediente_id, solicitante_id=actor.id, caduca_el__gt=en)
    return suyas.order_by("-pedida_el", "-id")[:MAXIMO_EN_LISTA]


def por_retirar(*, en: datetime, limite: int = 200) -> list[Exportacion]:
    """Those that expired, the oldest first."""
    return list(Exportacion.objects.filter(caduca_el__lte=en).order_by("caduca_el", "id")[:limite])
