"""Which test misses each inner question about a permission."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from consistorio.tramitacion.expedientes.models import PermisoExpediente

from .pueblo import Pueblo

Prueba = Callable[[Pueblo], None]
NADIE = UUID("019505d4-0000-7000-8000-0000000000aa")
PRUEBAS: dict[str, Prueba] = {}


def falta(pregunta: str) -> Callable[[Prueba], Prueba]:
    """This test is the one that misses the question."""

    def apuntar(prueba: Prueba) -> Prueba:
        PRUEBAS[pregunta] = prueba
        return prueba

    return apuntar


def abierto_a_la_unidad(pueblo: Pueblo) -> None:
    PermisoExpediente.objects.create(
        expediente=pueblo.expediente, unidad=pueblo.unidad, desde=pueblo.reloj.ahora(), referencia=NADIE
    )
