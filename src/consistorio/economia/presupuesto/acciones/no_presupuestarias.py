"""Note what is of no budget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario, Operacion
from consistorio.economia.presupuesto.operaciones import otras
from consistorio.economia.presupuesto.permisos import NO_PRESUPUESTARIO, PAGAR
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion, exigir_permiso

SALE: Final = "PNP"
_NORMA = "TRLRHL arts. 200-203; Orden HAP/1781/2013, quinta parte, grupos 4 y 5"


@accion("presupuesto.no_presupuestario", permiso=NO_PRESUPUESTARIO, norma=_NORMA)
def anotar_no_presupuestario(
    *, actor: Actor, clase: str, cabecera: Cabecera, lineas: Sequence[LineaPedida], ordinal: str, reloj: Reloj
) -> Operacion:
    """INP or PNP. Who: with `presupuesto.no_presupuestario` and, for what is paid, `presupuesto.pagar`. Writes, emits and raises as
    `operaciones.otras.anotar_no_presupuestario`."""
    if clase == SALE:
        exigir_permiso(actor, PAGAR, para="presupuesto.no_presupuestario")
    return otras.anotar_no_presupuestario(clase, cabecera, lineas, ordinal=ordinal, actor=actor, reloj=reloj)


@accion("presupuesto.no_presupuestario", permiso=NO_PRESUPUESTARIO, norma=_NORMA)
def mover_dinero(
    *, actor: Actor, cabecera: Cabecera, importe: LineaPedida, desde: str, hasta: str, reloj: Reloj
) -> Operacion:
    """From an account of the treasury to another (MI). Who: with `presupuesto.no_presupuestario`. Writes, emits and raises as `operaciones.otras.mover`."""
    return otras.mover(cabecera, importe, desde=desde, hasta=hasta, actor=actor, reloj=reloj)


@accion("presupuesto.concepto", permiso=NO_PRESUPUESTARIO, norma=_NORMA)
def crear_concepto(
    *,
    actor: Actor,
    codigo: str,
    denominacion: str,
    cuenta: str,
    naturaleza: str,
    reloj: Reloj,
    de_descuento: bool = False,
) -> ConceptoNoPresupuestario:
    """A concept of the town. Who: with `presupuesto.no_presupuestario`. Writes, emits and raises as `operaciones.otras.crear_concepto`."""
    return otras.crear_concepto(
        codigo, denominacion, cuenta, naturaleza, de_descuento=de_descuento, actor=actor, reloj=reloj
    )
