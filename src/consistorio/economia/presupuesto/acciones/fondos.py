"""The funds of habilitados."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.operaciones import fondos, reintegros_de_fondos
from consistorio.economia.presupuesto.permisos import GASTO, INGRESO, PAGAR
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion

_CAJA_FIJA = "TRLRHL art. 190.3; RD 500/1990 arts. 73-76"
_A_JUSTIFICAR = "TRLRHL art. 190; RD 500/1990 arts. 69-72"


@accion("presupuesto.fondo", permiso=PAGAR, norma=_CAJA_FIJA)
def constituir_caja_fija(
    *,
    actor: Actor,
    cabecera: Cabecera,
    denominacion: str,
    importe: LineaPedida,
    ordinal: str,
    reloj: Reloj,
    cuenta: str = "5751",
) -> Operacion:
    """Make an anticipo de caja fija. Who: with `presupuesto.pagar`. Writes, emits and raises as `operaciones.fondos.constituir`."""
    return fondos.constituir(cabecera, denominacion, importe, ordinal=ordinal, cuenta=cuenta, actor=actor, reloj=reloj)


@accion("presupuesto.fondo", permiso=PAGAR, norma="TRLRHL art. 190; RD 500/1990 arts. 69-76")
def anotar_pagos_del_habilitado(
    *, actor: Actor, fondo_id: UUID, cabecera: Cabecera, importe: LineaPedida, reloj: Reloj
) -> Operacion:
    """What a habilitado pays. Who: with `presupuesto.pagar`. Writes, emits and raises as `operaciones.fondos.pagos_del_habilitado`."""
    return fondos.pagos_del_habilitado(fondo_id, cabecera, importe, actor=actor, reloj=reloj)


@accion("presupuesto.gasto", permiso=GASTO, norma=_CAJA_FIJA)
def justificar_caja_fija(
    *, actor: Actor, fondo_id: UUID, cabecera: Cabecera, lineas: Sequence[LineaPedida], reloj: Reloj
) -> Operacion:
    """Approve the account of an anticipo de caja fija (ADO); its payment fills it again. Who: with `presupuesto.gasto`. Writes, emits and raises as
    `operaciones.fondos.justificar_caja_fija`."""
    return fondos.justificar_caja_fija(fondo_id, cabecera, lineas, actor=actor, reloj=reloj)


@accion("presupuesto.fondo", permiso=PAGAR, norma=_CAJA_FIJA)
def reintegrar_caja_fija(
    *, actor: Actor, fondo_id: UUID, cabecera: Cabecera, importe: LineaPedida, ordinal: str, reloj: Reloj
) -> Operacion:
    """What is left of an anticipo comes back. Who: with `presupuesto.pagar`. Writes, emits and raises as `operaciones.reintegros_de_fondos.reintegrar`."""
    return reintegros_de_fondos.reintegrar(fondo_id, cabecera, importe, ordinal=ordinal, actor=actor, reloj=reloj)


@accion("presupuesto.corregido", permiso=PAGAR, norma=_A_JUSTIFICAR)
def reintegrar_a_justificar(
    *, actor: Actor, fondo_id: UUID, cabecera: Cabecera, importe: LineaPedida, reloj: Reloj
) -> list[Operacion]:
    """What is left of an order a justificar comes back in its year, and its credit with it. Who: with `presupuesto.pagar`, to whom the money comes back. Writes, emits and
    raises as `operaciones.reintegros_de_fondos.reintegrar_a_justificar`."""
    return reintegros_de_fondos.reintegrar_a_justificar(fondo_id, cabecera, importe, actor=actor, reloj=reloj)


@accion(
    "presupuesto.fondo",
    "presupuesto.derecho",
    permiso=INGRESO,
    norma=f"{_A_JUSTIFICAR}; Orden HAP/1781/2013, quinta parte, cuentas 430 y 5584",
)
def ingresar_reintegro(
    *,
    actor: Actor,
    fondo_id: UUID,
    cabecera: Cabecera,
    importe: LineaPedida,
    concepto: str,
    ordinal: str,
    reloj: Reloj,
) -> Operacion:
    """What is left of an order a justificar of another year comes back: it is income of this one. Who: with `presupuesto.ingreso`, who notes rights. Writes, emits and raises as
    `operaciones.reintegros_de_fondos.ingresar_reintegro`; FaseIncompatible (Intervención fiscalises the rights of this town)."""
    return reintegros_de_fondos.ingresar_reintegro(
        fondo_id, cabecera, importe, concepto=concepto, ordinal=ordinal, actor=actor, reloj=reloj
    )


@accion("presupuesto.gasto", permiso=GASTO, norma=_A_JUSTIFICAR)
def librar_a_justificar(
    *,
    actor: Actor,
    cabecera: Cabecera,
    lineas: Sequence[LineaPedida],
    reloj: Reloj,
    denominacion: str = "",
    vence: date | None = None,
) -> Operacion:
    """The obligation of an order a justificar; its payment fills the fund. `vence`: last day to justify it, if the bases shorten the term. Who: with
    `presupuesto.gasto`. Writes, emits and raises as `operaciones.fondos.librar_a_justificar`."""
    return fondos.librar_a_justificar(cabecera, lineas, denominacion, vence=vence, actor=actor, reloj=reloj)


@accion("presupuesto.fondo", permiso=GASTO, norma=_A_JUSTIFICAR)
def justificar(
    *, actor: Actor, fondo_id: UUID, cabecera: Cabecera, lineas: Sequence[LineaPedida], reloj: Reloj
) -> Operacion:
    """Approve the account of what was handed over a justificar. Who: with `presupuesto.gasto`. Writes, emits and raises as `operaciones.fondos.justificar`."""
    return fondos.justificar(fondo_id, cabecera, lineas, actor=actor, reloj=reloj)
