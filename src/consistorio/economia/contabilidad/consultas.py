"""Reads of the accounts. Who may see them was asked at the door (`acceso`)."""

from __future__ import annotations

from django.db.models import QuerySet

from consistorio.economia.contabilidad.libros import (
    AsientoDelDiario,
    LineaDeMayor,
    Marca,
    PaginaDelDiario,
    PaginaDeMayor,
    asientos_de,
    diario,
    mayor,
)
from consistorio.economia.contabilidad.models import Cuenta, Ejercicio
from consistorio.economia.contabilidad.saldos import codigos_de, saldo, saldos, saldos_de_siempre

__all__ = [
    "AsientoDelDiario",
    "LineaDeMayor",
    "Marca",
    "PaginaDeMayor",
    "PaginaDelDiario",
    "asientos_de",
    "codigos_de",
    "cuentas",
    "diario",
    "ejercicios",
    "mayor",
    "saldo",
    "saldos",
    "saldos_de_siempre",
]


def cuentas(prefijo: str = "", *, propias: bool = False) -> QuerySet[Cuenta]:
    """The chart, or what of it begins so, by its code. `propias`: what the town opened alone."""
    filas = Cuenta.objects.filter(codigo__startswith=prefijo)
    return (filas.filter(propia=True) if propias else filas).order_by("codigo")


def ejercicios() -> QuerySet[Ejercicio]:
    """The years of the accounts, the newest first."""
    return Ejercicio.objects.order_by("-anio")
