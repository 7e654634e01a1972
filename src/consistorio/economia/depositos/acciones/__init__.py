"""Use cases of the values in deposit."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from consistorio.economia.depositos import operaciones
from consistorio.economia.depositos.models import ValorEnDeposito
from consistorio.economia.depositos.operaciones import ValorNuevo
from consistorio.economia.depositos.permisos import LLEVAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion

__all__ = ["ValorNuevo", "recibir_valor", "sacar_valor"]

NORMA = "TRLRHL art. 196; LCSP arts. 107 a 111; Orden HAP/1781/2013, memoria, nota 23"


@accion("depositos.valor.recibido", permiso=LLEVAR, norma=NORMA)
def recibir_valor(*, actor: Actor, nuevo: ValorNuevo, reloj: Reloj) -> ValorEnDeposito:
    """Note an aval or another value that comes in. Who: with `depositos.llevar`. Writes, emits and raises as `operaciones.recibir`."""
    return operaciones.recibir(nuevo, actor=actor, reloj=reloj)


@accion("depositos.valor.salido", permiso=LLEVAR, norma=NORMA)
def sacar_valor(
    *, actor: Actor, valor_id: UUID, salida: str, fecha: date, motivo: str, documento_id: UUID | None, reloj: Reloj
) -> ValorEnDeposito:
    """Note that a value is given back or charged, once. Who: with `depositos.llevar`. Writes, emits and raises as `operaciones.sacar`."""
    return operaciones.sacar(valor_id, salida, fecha, motivo, documento_id, actor=actor, reloj=reloj)
