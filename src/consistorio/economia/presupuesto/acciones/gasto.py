"""Note expense and its payment."""

from __future__ import annotations

from collections.abc import Sequence

from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.operaciones import gasto
from consistorio.economia.presupuesto.permisos import GASTO, PAGAR
from consistorio.economia.presupuesto.tipos import Cabecera, Descuento, LineaPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


@accion("presupuesto.retenido", permiso=GASTO, norma="RD 500/1990 arts. 31-33")
def retener(*, actor: Actor, clase: str, cabecera: Cabecera, lineas: Sequence[LineaPedida], reloj: Reloj) -> Operacion:
    """Set credit aside: RC, RCT, RCN or ND. Who: with `presupuesto.gasto`. Writes, emits and raises as `operaciones.gasto.retener`."""
    return gasto.retener(clase, cabecera, lineas, actor=actor, reloj=reloj)


@accion("presupuesto.gasto", permiso=GASTO, norma="RD 500/1990 arts. 52-60; TRLRHL arts. 184-185")
def gastar(*, actor: Actor, clase: str, cabecera: Cabecera, lineas: Sequence[LineaPedida], reloj: Reloj) -> Operacion:
    """A, AD, ADO, D, DO or O. Who: with `presupuesto.gasto`. Writes, emits and raises as `operaciones.gasto.gastar`."""
    return gasto.gastar(clase, cabecera, lineas, actor=actor, reloj=reloj)


@accion(
    "presupuesto.devengado", permiso=GASTO, norma="TRLRHL arts. 200-203; Orden HAP/1781/2013, quinta parte, cuenta 413"
)
def devengar(
    *, actor: Actor, cabecera: Cabecera, lineas: Sequence[LineaPedida], reloj: Reloj, pendiente: str = "4131"
) -> Operacion:
    """An expense that is due and has no credit. Who: with `presupuesto.gasto`. Writes, emits and raises as `operaciones.gasto.devengar`."""
    return gasto.devengar(cabecera, lineas, pendiente=pendiente, actor=actor, reloj=reloj)


@accion("presupuesto.pago.ordenado", permiso=PAGAR, norma="TRLRHL arts. 186-187; RD 500/1990 arts. 61-66")
def ordenar_pago(*, actor: Actor, cabecera: Cabecera, lineas: Sequence[LineaPedida], reloj: Reloj) -> Operacion:
    """Order payments (P), whatever goes before them (`tesoreria.acciones.ordenar_en_su_turno` asks). Who: with `presupuesto.pagar`. Writes, emits and raises as `operaciones.gasto.ordenar_pago`."""
    return gasto.ordenar_pago(cabecera, lineas, actor=actor, reloj=reloj)


@accion("presupuesto.pago.hecho", permiso=PAGAR, norma="TRLRHL arts. 186-187 y 196; RD 500/1990 art. 61")
def pagar(
    *,
    actor: Actor,
    clase: str,
    cabecera: Cabecera,
    lineas: Sequence[LineaPedida],
    ordinal: str,
    reloj: Reloj,
    descuentos: Sequence[Descuento] = (),
) -> Operacion:
    """R, or PR. Who: with `presupuesto.pagar`. Writes, emits and raises as `operaciones.gasto.pagar`."""
    return gasto.pagar(clase, cabecera, lineas, ordinal=ordinal, descuentos=descuentos, actor=actor, reloj=reloj)
