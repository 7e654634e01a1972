"""The remnants of credit of a closed year, as Intervención certifies them (RD 500/1990 arts. 47, 48 and 98-100)."""

from __future__ import annotations

from django.db.models import F, QuerySet

from consistorio.economia.presupuesto.models import RemanenteCredito, RemanenteQueFinancia


def remanentes(anio: int) -> QuerySet[RemanenteCredito]:
    """Those of a year by application: by class, what may or has to be incorporated, and what was."""
    return RemanenteCredito.objects.filter(ejercicio=anio, vigente=True).order_by("codigo")


def financiacion_de_remanentes(anio: int) -> QuerySet[RemanenteQueFinancia]:
    """What the remnant of the treasury of a year may finance, and what it has."""
    return RemanenteQueFinancia.objects.filter(ejercicio=anio, vigente=True).order_by("concepto")


def obligatorios_sin_incorporar(anio: int) -> QuerySet[RemanenteCredito]:
    """The remnants of a year with affected financing that the next one has not incorporated (RD 500/1990 art. 47.3)."""
    return remanentes(anio).filter(obligatorio__gt=F("incorporado"))
