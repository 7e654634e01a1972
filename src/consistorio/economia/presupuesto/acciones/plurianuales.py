"""Expense of later years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from consistorio.economia.presupuesto.models import LimitePlurianual, OperacionFutura
from consistorio.economia.presupuesto.operaciones import (
    limite_plurianual,
    plurianuales,
    reajuste_plurianual,
    traspaso_plurianual,
)
from consistorio.economia.presupuesto.permisos import GASTO, PREPARAR
from consistorio.economia.presupuesto.tipos import Cabecera, LineaDeFuturo, Plurianual
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion

_NORMA = "TRLRHL art. 174; RD 500/1990 arts. 79-88"


@accion("presupuesto.plurianual", permiso=GASTO, norma=_NORMA)
def anotar_futuro(
    *,
    actor: Actor,
    clase: str,
    cabecera: Cabecera,
    lineas: Sequence[LineaDeFuturo],
    plurianual: Plurianual,
    reloj: Reloj,
) -> OperacionFutura:
    """RC, A, AD or D of later years. Who: with `presupuesto.gasto`. Writes, emits and raises as `operaciones.plurianuales.anotar_futuro`."""
    return plurianuales.anotar_futuro(clase, cabecera, lineas, plurianual, actor=actor, reloj=reloj)


@accion("presupuesto.plurianual", permiso=GASTO, norma=_NORMA)
def corregir_futuro(
    *,
    actor: Actor,
    operacion_id: UUID,
    cabecera: Cabecera,
    reloj: Reloj,
    lineas: Sequence[LineaDeFuturo] = (),
) -> OperacionFutura:
    """The negative of one. Who: with `presupuesto.gasto`. Writes, emits and raises as `operaciones.plurianuales.corregir_futuro`."""
    return plurianuales.corregir_futuro(operacion_id, cabecera, lineas, actor=actor, reloj=reloj)


@accion("presupuesto.plurianual", permiso=GASTO, norma=_NORMA)
def reajustar_futuro(
    *, actor: Actor, operacion_id: UUID, cabecera: Cabecera, quedan: Sequence[LineaDeFuturo], reloj: Reloj
) -> OperacionFutura:
    """Move its annuities between years. Who: with `presupuesto.gasto`. Writes, emits and raises as `operaciones.reajuste_plurianual.reajustar`."""
    return reajuste_plurianual.reajustar(operacion_id, cabecera, quedan, actor=actor, reloj=reloj)


@accion("presupuesto.plurianual.limite", permiso=PREPARAR, norma="TRLRHL art. 174.4 y 5; RD 500/1990 arts. 83-84")
def elevar_limite(
    *,
    actor: Actor,
    ejercicio: int,
    codigo: str,
    anio: int,
    importe: Decimal,
    por: str,
    acuerdo_id: UUID | None,
    fecha: date,
    texto: str,
    reloj: Reloj,
    del_anio: Decimal = Decimal(0),
) -> LimitePlurianual:
    """The Pleno or the bases let more be committed of `anio` in an application, in euros. Who: with `presupuesto.preparar`. Writes, emits and raises as
    `operaciones.limite_plurianual.elevar_limite`."""
    nuevo = LimitePlurianual(
        ejercicio_id=ejercicio,
        codigo=codigo,
        anio=anio,
        importe=importe,
        del_anio=del_anio,
        por=por,
        acuerdo_id=acuerdo_id,
        fecha=fecha,
        texto=texto,
    )
    return limite_plurianual.elevar_limite(nuevo, actor=actor, reloj=reloj)


@accion(
    "presupuesto.retenido",
    "presupuesto.gasto",
    "presupuesto.plurianual",
    "presupuesto.plurianual.traido",
    permiso=GASTO,
    norma=_NORMA,
)
def traer_plurianuales(*, actor: Actor, fecha: date, reloj: Reloj) -> traspaso_plurianual.Traido:
    """What earlier years committed of that of `fecha` goes to its budget, and what its credit does not bear is told. Who: with `presupuesto.gasto`. Writes, emits and
    raises as `operaciones.traspaso_plurianual.traer`."""
    return traspaso_plurianual.traer(fecha, actor=actor, reloj=reloj)
