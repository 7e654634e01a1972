"""What was presented, and what paid it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from consistorio.economia.tributacion.models import Declaracion
from consistorio.economia.tributacion.operaciones import declaraciones
from consistorio.economia.tributacion.permisos import PRESENTAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion

_NORMA = "LGT arts. 29 y 122; RD 439/2007 art. 108; RD 1624/1992 art. 71; RD 1065/2007 arts. 31 a 35"


@accion("tributacion.presentada", permiso=PRESENTAR, norma=_NORMA)
def presentar(
    *,
    actor: Actor,
    modelo: str,
    anio: int,
    periodo: str,
    fecha: date,
    justificante: str,
    documento_id: UUID | None,
    reloj: Reloj,
    clase: str = "",
) -> Declaracion:
    """Who: with `tributacion.presentar`. Writes, emits and raises as `operaciones.declaraciones.presentar`."""
    return declaraciones.presentar(
        modelo,
        anio,
        periodo,
        fecha=fecha,
        justificante=justificante,
        documento_id=documento_id,
        clase=clase,
        actor=actor,
        reloj=reloj,
    )


@accion("tributacion.pagada", permiso=PRESENTAR, norma=_NORMA)
def pagar_declaracion(*, actor: Actor, declaracion_id: UUID, fecha: date, ordinal: str, reloj: Reloj) -> Declaracion:
    """Who: with `tributacion.presentar`. `ordinal`: account of the treasury. Writes, emits and raises as `operaciones.declaraciones.pagar`."""
    return declaraciones.pagar(declaracion_id, fecha=fecha, ordinal=ordinal, actor=actor, reloj=reloj)
