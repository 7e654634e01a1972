"""Pay what is owed to somebody with what that somebody owes, or undo it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from consistorio.economia.presupuesto.permisos import PAGAR
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.tributacion.models import Compensacion
from consistorio.economia.tributacion.operaciones import compensaciones
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion

_NORMA: Final = "LGT arts. 71 a 73; RGR (RD 939/2005) arts. 55 a 59"


@accion("tributacion.compensacion", permiso=PAGAR, norma=_NORMA)
def compensar(
    *,
    actor: Actor,
    clase: str,
    cabecera: Cabecera,
    obligaciones: Sequence[LineaPedida],
    reloj: Reloj,
    derechos: Sequence[LineaPedida] = (),
    cerrados: Sequence[LineaPedida] = (),
) -> Compensacion:
    """Who: with `presupuesto.pagar`. Writes, emits and raises as `operaciones.compensaciones.compensar`."""
    return compensaciones.compensar(
        clase, cabecera, obligaciones=obligaciones, derechos=derechos, cerrados=cerrados, actor=actor, reloj=reloj
    )


@accion("tributacion.compensacion.deshecha", permiso=PAGAR, norma=_NORMA)
def deshacer_compensacion(*, actor: Actor, compensacion_id: UUID, cabecera: Cabecera, reloj: Reloj) -> Compensacion:
    """Who: with `presupuesto.pagar`. Writes, emits and raises as `operaciones.compensaciones.deshacer`."""
    return compensaciones.deshacer(compensacion_id, cabecera, actor=actor, reloj=reloj)
