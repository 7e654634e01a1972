"""Load the approved budget."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.operaciones.presupuesto import cargar
from consistorio.economia.presupuesto.permisos import PREPARAR
from consistorio.economia.presupuesto.tipos import PresupuestoNuevo
from consistorio.economia.presupuesto.vinculacion import Regla
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


@accion("presupuesto.aprobado", permiso=PREPARAR, norma="TRLRHL arts. 162-169; RD 500/1990 arts. 8-20")
def aprobar_presupuesto(
    *, actor: Actor, nuevo: PresupuestoNuevo, reglas: Sequence[Regla], fecha: date, texto: str, reloj: Reloj
) -> Operacion:
    """Load the budget of a year, with its rules of vinculación and its entry of opening.

    Who: with `presupuesto.preparar`. Writes, emits and raises as `operaciones.presupuesto.cargar`.
    """
    return cargar(nuevo, reglas, fecha=fecha, texto=texto, actor=actor, reloj=reloj)
