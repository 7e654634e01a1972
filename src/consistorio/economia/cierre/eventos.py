"""Facts of the end of a year. They go to the chain of the budget of that year."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("cierre.ejercicio.cerrado", _("Se cerró el ejercicio"))
@dato
class EjercicioCerrado:
    """A year is closed and the next one opened with its balances. Amounts in euros; `huella`: SHA-256 of its statements."""

    anio: int
    cierre_id: UUID
    asientos: int
    resultado_presupuestario: str
    remanente_gastos_generales: str
    huella: str


@evento("cierre.ejercicio.reabierto", _("Se volvió a abrir un ejercicio cerrado"))
@dato
class EjercicioReabierto:
    """Its closing is undone by entries of contrary sign."""

    anio: int
    cierre_id: UUID
    reapertura_id: UUID
    documento_id: UUID
    asientos: int
