"""Facts of what passes between a year and the closed years of the next one. They are of the year that has it; amounts and ids, no personal data."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("presupuesto.traspasado", _("Lo pendiente de un ejercicio pasó a los ejercicios cerrados del siguiente"))
@dato
class PendienteTraspasado:
    """A year that ended and is still open leaves that to be paid and to be collected. `anio`: the one that it comes from; amounts in euros."""

    anio: int
    saldos: int
    obligaciones: str
    derechos: str


@evento("presupuesto.recuperado", _("Lo que había pasado a los ejercicios cerrados volvió a su ejercicio"))
@dato
class PendienteRecuperado:
    """An operation of the year that it comes from (`anio`) changed it: it goes over again with what is left."""

    anio: int
    operacion_id: UUID
    saldos: int
