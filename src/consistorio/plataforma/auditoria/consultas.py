"""Reads of the event log."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from consistorio.plataforma.auditoria.models import Acceso, Evento


def cadena_de_expediente(expediente_id: UUID) -> str:
    """Name of the chain of a case."""
    return f"expediente:{expediente_id}"


def cadena_de_libro(codigo: str, anio: int) -> str:
    """Name of the chain of a book in a year."""
    return f"libro:{codigo}:{anio}"


def eventos_de(cadena: str) -> QuerySet[Evento]:
    """The facts of a chain in order."""
    return Evento.objects.filter(cadena=cadena).order_by("seq")


def accesos_a_expediente(expediente_id: UUID) -> QuerySet[Acceso]:
    """Who looked at a case, newest first."""
    return Acceso.objects.filter(expediente_id=expediente_id, resultado="permitido").order_by("-momento")
