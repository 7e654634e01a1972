"""Previas, from the area to the accounts."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from consistorio.economia.presupuesto.models import OperacionPrevia
from consistorio.economia.presupuesto.operaciones import previas
from consistorio.economia.presupuesto.permisos import GASTO, PREVIA
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion

_NORMA = "TRLRHL arts. 184-185 y 200-205; RD 500/1990 arts. 31-33 y 52-60"


@accion("presupuesto.retenido", "presupuesto.previa", permiso=PREVIA, norma=_NORMA)
def preparar_previa(
    *, actor: Actor, clase: str, cabecera: Cabecera, lineas: Sequence[LineaPedida], reloj: Reloj
) -> OperacionPrevia:
    """An area asks for an operation of expense. Who: with `presupuesto.previa`. Writes, emits and raises as `operaciones.previas.preparar`."""
    return previas.preparar(clase, cabecera, lineas, actor=actor, reloj=reloj)


@accion("presupuesto.gasto", "presupuesto.previa.resuelta", permiso=GASTO, norma=_NORMA)
def aceptar_previa(*, actor: Actor, previa_id: UUID, reloj: Reloj) -> OperacionPrevia:
    """It becomes definitive. Who: with `presupuesto.gasto`. Writes, emits and raises as `operaciones.previas.aceptar`."""
    return previas.aceptar(previa_id, actor=actor, reloj=reloj)


@accion("presupuesto.corregido", "presupuesto.previa.resuelta", permiso=GASTO, norma=_NORMA)
def devolver_previa(*, actor: Actor, previa_id: UUID, motivo: str, reloj: Reloj) -> OperacionPrevia:
    """It goes back to its area. Who: with `presupuesto.gasto`. Writes, emits and raises as `operaciones.previas.devolver`."""
    return previas.devolver(previa_id, motivo, actor=actor, reloj=reloj)


@accion("presupuesto.corregido", "presupuesto.previa.resuelta", permiso=PREVIA, norma=_NORMA)
def retirar_previa(*, actor: Actor, previa_id: UUID, reloj: Reloj) -> OperacionPrevia:
    """Who prepared it takes it back. Who: with `presupuesto.previa`. Writes, emits and raises as `operaciones.previas.retirar`."""
    return previas.retirar(previa_id, actor=actor, reloj=reloj)
