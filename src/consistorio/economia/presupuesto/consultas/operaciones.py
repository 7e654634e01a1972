"""The operations of an application, of a case, and what is left of them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.nucleo.errores import NoEncontrado


def operacion(operacion_id: UUID) -> Operacion:
    """An operation with its lines. Raises NoEncontrado."""
    hallada = (
        Operacion.objects.select_related("asiento", "origen")
        .prefetch_related("lineas__aplicacion", "lineas__concepto", "lineas__no_presupuestario")
        .filter(pk=operacion_id)
        .first()
    )
    if hallada is None:
        raise NoEncontrado(_("No encontramos esa operación."))
    return hallada


def de_aplicacion(aplicacion_id: UUID) -> QuerySet[LineaOperacion]:
    """The lines of an application with their operation, the newest first."""
    return (
        LineaOperacion.objects.filter(aplicacion=aplicacion_id)
        .select_related("operacion", "operacion__asiento")
        .order_by("-id")
    )


def de_expediente(expediente_id: UUID) -> QuerySet[Operacion]:
    """The operations of a case, in the order in which they were noted, with their lines."""
    return (
        Operacion.objects.filter(expediente_id=expediente_id)
        .select_related("asiento")
        .prefetch_related("lineas__aplicacion", "lineas__concepto")
        .order_by("id")
    )


def lineas_con_saldo(
    anio: int, clases: Collection[str], *, aplicacion: UUID | None = None, concepto: UUID | None = None
) -> QuerySet[LineaOperacion]:
    """The lines of those classes that leave something for what follows, the oldest first: what an authorisation, a right… may still be used for."""
    lineas = LineaOperacion.objects.filter(
        operacion__ejercicio=anio, operacion__clase__in=clases, operacion__signo=1, saldo__gt=0
    )
    if aplicacion is not None:
        lineas = lineas.filter(aplicacion=aplicacion)
    if concepto is not None:
        lineas = lineas.filter(concepto=concepto)
    return lineas.select_related("operacion", "aplicacion", "concepto").order_by("id")
