"""Load the approved budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from consistorio.economia.contabilidad.models import Asiento
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.operaciones.apertura import abrir
from consistorio.economia.presupuesto.operaciones.presupuesto import cargar
from consistorio.economia.presupuesto.permisos import PREPARAR
from consistorio.economia.presupuesto.tipos import PresupuestoNuevo, SaldoDeCerrado
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


@accion(
    "presupuesto.apertura",
    permiso=PREPARAR,
    norma="TRLRHL arts. 200-203; Orden HAP/1781/2013, quinta parte, cuentas 401 y 431",
)
def anotar_apertura(
    *,
    actor: Actor,
    fecha: date,
    saldos: Mapping[str, Decimal],
    cerrados: Sequence[SaldoDeCerrado],
    texto: str,
    reloj: Reloj,
) -> Asiento:
    """The balances with which the first year of the accounts opens. Who: with `presupuesto.preparar`. Writes, emits and raises as
    `operaciones.apertura.abrir`."""
    return abrir(fecha, saldos, cerrados, texto=texto, actor=actor, reloj=reloj)
