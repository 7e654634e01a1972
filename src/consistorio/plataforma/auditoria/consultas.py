"""Reads of the event log."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connections
from django.db.models import Q, QuerySet

from consistorio.plataforma.auditoria.models import Acceso, Evento
from consistorio.plataforma.base.villa import alias_actual


def cadena_de_expediente(expediente_id: UUID) -> str:
    """Name of the chain of a case."""
    return f"expediente:{expediente_id}"


def cadena_de_libro(codigo: str, anio: int) -> str:
    """Name of the chain of a book in a year."""
    return f"libro:{codigo}:{anio}"


def cabeza_de(cadena: str) -> str:
    """The hash of the last fact of a chain ("" before its first one): while it is the same, nothing that is noted there has changed."""
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute("SELECT hash FROM auditoria_cadena WHERE nombre = %s", [cadena])
        fila = cursor.fetchone()
    return str(fila[0]) if fila else ""


def eventos_de(cadena: str) -> QuerySet[Evento]:
    """The facts of a chain in order."""
    return Evento.objects.filter(cadena=cadena).order_by("seq")


def accesos_a_expediente(expediente_id: UUID) -> QuerySet[Acceso]:
    """Who looked at a case, newest first."""
    return Acceso.objects.filter(expediente_id=expediente_id, resultado="permitido").order_by("-momento", "-id")


def accesos(
    *,
    expediente_id: UUID | None = None,
    actor_id: UUID | None = None,
    desde: datetime | None = None,
    hasta: datetime | None = None,
    antes_de: UUID | None = None,
    limite: int = 50,
) -> list[Acceso]:
    """Accesses to a case, of a person, or both, the newest first; refused ones too.

    `desde` included, `hasta` excluded; `antes_de`: the last one seen; `limite`: 1 to 200. Without case nor person there is
    nothing: the log is asked about something. Who reads it notes that too.
    """
    if expediente_id is None and actor_id is None:
        return []
    filas = Acceso.objects.order_by("-momento", "-id")
    if expediente_id is not None:
        filas = filas.filter(expediente_id=expediente_id)
    if actor_id is not None:
        filas = filas.filter(actor_id=actor_id)
    if desde is not None:
        filas = filas.filter(momento__gte=desde)
    if hasta is not None:
        filas = filas.filter(momento__lt=hasta)
    ultimo = Acceso.objects.filter(id=antes_de).first() if antes_de else None
    if ultimo is not None:
        filas = filas.filter(Q(momento__lt=ultimo.momento) | Q(momento=ultimo.momento, id__lt=ultimo.id))
    return list(filas[: max(1, min(limite, 200))])
