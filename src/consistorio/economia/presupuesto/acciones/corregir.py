"""Correct an operation with its negative: each one who may note what is corrected."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.operaciones import correccion
from consistorio.economia.presupuesto.permisos import GASTO, INGRESO, NO_PRESUPUESTARIO, PAGAR
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion

_NORMA: Final = "TRLRHL arts. 200-203; Orden HAP/1781/2013, quinta parte"
_DE_PAGO: Final = frozenset({"PC", "FC", "FP", "FX"} | {t for t in clases.TRAMOS if "P" in t or "R" in t})
_DE_GASTO: Final = frozenset({"RC", "RCT", "RCN", "ND", "DV", "FJ"} | {t for t in clases.TRAMOS if t not in _DE_PAGO})
_DE_INGRESO: Final = frozenset(
    {
        "DR",
        "DRI",
        "DRA",
        "I",
        "AN",
        "APL",
        "INS",
        "ESP",
        "DEV",
        "PDEV",
        "CC",
        "AC",
        "IC",
        "PRD",
        "RS",
        "RB",
        "PRO",
        "RO",
    }
)
_DE_FUERA: Final = frozenset({"INP", "PNP", "MI"})


@accion("presupuesto.corregido", permiso=GASTO, norma=_NORMA)
def corregir_gasto(
    *, actor: Actor, operacion_id: UUID, cabecera: Cabecera, reloj: Reloj, lineas: Sequence[LineaPedida] = ()
) -> Operacion:
    """The negative of a retention or a phase until the obligation. Who: with `presupuesto.gasto`. Writes, emits and raises as
    `operaciones.correccion.corregir`."""
    _exigir(operacion_id, _DE_GASTO)
    return correccion.corregir(operacion_id, cabecera, lineas, actor=actor, reloj=reloj)


@accion("presupuesto.corregido", permiso=PAGAR, norma=_NORMA)
def corregir_pago(
    *, actor: Actor, operacion_id: UUID, cabecera: Cabecera, reloj: Reloj, lineas: Sequence[LineaPedida] = ()
) -> Operacion:
    """The negative of an order or a payment. Who: with `presupuesto.pagar`. Writes, emits and raises as `operaciones.correccion.corregir`."""
    _exigir(operacion_id, _DE_PAGO)
    return correccion.corregir(operacion_id, cabecera, lineas, actor=actor, reloj=reloj)


@accion("presupuesto.corregido", permiso=PAGAR, norma=_NORMA)
def reintegrar_pago(
    *, actor: Actor, operacion_id: UUID, cabecera: Cabecera, reloj: Reloj, lineas: Sequence[LineaPedida] = ()
) -> list[Operacion]:
    """Who was paid gives money back, and it is owed no more. Who: with `presupuesto.pagar`, to whom it comes back. Writes, emits and raises as
    `operaciones.correccion.reintegrar`."""
    _exigir(operacion_id, _DE_PAGO)
    return correccion.reintegrar(operacion_id, cabecera, lineas, actor=actor, reloj=reloj)


@accion("presupuesto.corregido", permiso=INGRESO, norma=_NORMA)
def corregir_ingreso(
    *, actor: Actor, operacion_id: UUID, cabecera: Cabecera, reloj: Reloj, lineas: Sequence[LineaPedida] = ()
) -> Operacion:
    """The negative of a collection or of what lowered a right. Who: with `presupuesto.ingreso`. Writes, emits and raises as
    `operaciones.correccion.corregir`."""
    _exigir(operacion_id, _DE_INGRESO)
    return correccion.corregir(operacion_id, cabecera, lineas, actor=actor, reloj=reloj)


@accion("presupuesto.corregido", permiso=NO_PRESUPUESTARIO, norma=_NORMA)
def corregir_no_presupuestario(
    *, actor: Actor, operacion_id: UUID, cabecera: Cabecera, reloj: Reloj, lineas: Sequence[LineaPedida] = ()
) -> Operacion:
    """The negative of what is of no budget. Who: with `presupuesto.no_presupuestario`. Writes, emits and raises as
    `operaciones.correccion.corregir`."""
    _exigir(operacion_id, _DE_FUERA)
    return correccion.corregir(operacion_id, cabecera, lineas, actor=actor, reloj=reloj)


def _exigir(operacion_id: UUID, de_estas: Collection[str]) -> None:
    """Each door corrects what it may note. Raises NoEncontrado."""
    if not Operacion.objects.filter(pk=operacion_id, clase__in=de_estas).exists():
        raise NoEncontrado(_("No encontramos esa operación entre las que puede corregir."))
