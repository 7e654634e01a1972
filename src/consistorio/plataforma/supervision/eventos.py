"""Facts of the supervision. `ids` are the identifiers that the job carries, so that its room knows what was given up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("cola.trabajo.reintentado", _("Se ha reintentado un trabajo automático"))
@dato
class TrabajoReintentado:
    """Somebody asked for a failed, discarded or postponed job to be tried now."""

    intervencion_id: UUID
    trabajo_id: int
    nombre: str
    ids: Mapping[str, object]


@evento("conservacion.aplicada", _("Se ha borrado lo que había cumplido su plazo de conservación"))
@dato
class ConservacionAplicada:
    """How many rows of each kind went, and from which instant backwards; never which ones."""

    codigo: str
    modelo: str
    filas: int
    anteriores_a: datetime


@evento("conservacion.fijada", _("Se ha cambiado un plazo de conservación"))
@dato
class ConservacionFijada:
    """From a day on, something is kept for that many days."""

    codigo: str
    dias: int
    desde: date


@evento("cola.trabajo.abandonado", _("Se ha abandonado un trabajo automático"))
@dato
class TrabajoAbandonado:
    """Somebody decided that a job will not be done; the reason is in the intervention."""

    intervencion_id: UUID
    trabajo_id: int
    nombre: str
    ids: Mapping[str, object]


@evento("sistema.villa.marcada", _("La base de datos ha quedado marcada como la de un ayuntamiento de verdad"))
@dato
class VillaMarcada:
    """From now on settings of the demo or of tests do not work on it."""

    dir3: str
