"""Facts of the supervision. `ids` are the identifiers that the job carries, so that its room knows what was given up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from consistorio.plataforma.auditoria.eventos import evento


@evento("cola.trabajo.reintentado", "Se ha reintentado un trabajo automático")
@dataclass(frozen=True, slots=True)
class TrabajoReintentado:
    """Somebody asked for a failed, discarded or postponed job to be tried now."""

    intervencion_id: UUID
    trabajo_id: int
    nombre: str
    ids: Mapping[str, object]


@evento("cola.trabajo.abandonado", "Se ha abandonado un trabajo automático")
@dataclass(frozen=True, slots=True)
class TrabajoAbandonado:
    """Somebody decided that a job will not be done; the reason is in the intervention."""

    intervencion_id: UUID
    trabajo_id: int
    nombre: str
    ids: Mapping[str, object]
