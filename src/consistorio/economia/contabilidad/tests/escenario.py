"""Who acts on the ledger in the tests, and short ways of noting entries."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from consistorio.economia.contabilidad import datos, permisos
from consistorio.economia.contabilidad.acciones import abrir_ejercicio
from consistorio.economia.contabilidad.models import Asiento
from consistorio.economia.contabilidad.operaciones import asentar_varios
from consistorio.economia.contabilidad.tipos import AsientoNuevo, Partida
from consistorio.nucleo.actor import Actor, ClaseActor, Nivel
from consistorio.nucleo.reloj import RelojFijo

RELOJ = RelojFijo(datetime(2026, 6, 30, 10, 0, tzinfo=UTC))
INTERVENCION = Actor(
    ClaseActor.EMPLEADO,
    UUID("019505d4-0000-7000-8000-0000000000cc"),
    "Inés Vega",
    frozenset(
        {
            permisos.VER,
            permisos.ASENTAR,
            permisos.ABRIR,
            permisos.BLOQUEAR,
            permisos.REABRIR,
            permisos.REGLAS,
        }
    ),
    nivel=Nivel.ALTO,
)
DIA = date(2026, 3, 2)


def sembrar() -> None:
    """The chart and two years."""
    datos.cargar_plan(reloj=RELOJ)
    for anio in (2025, 2026):
        abrir_ejercicio(actor=INTERVENCION, anio=anio, reloj=RELOJ)


def nuevo(
    *partidas: tuple[str, str, str], fecha: date = DIA, texto: str = "Prueba", ambito: str = "presupuesto"
) -> AsientoNuevo:
    """An entry of some rows: charged, paid, euros."""
    filas = tuple(Partida(debe, haber, Decimal(importe)) for debe, haber, importe in partidas)
    return AsientoNuevo(fecha=fecha, texto=texto, partidas=filas, ambito=ambito)


def asentados(*nuevos: AsientoNuevo) -> list[Asiento]:
    """Entries noted in a transaction of their own."""
    with transaction.atomic():
        return asentar_varios(nuevos, actor=INTERVENCION, reloj=RELOJ)
