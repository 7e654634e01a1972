"""Use cases of the quarterly information."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from consistorio.economia.informacion import operaciones
from consistorio.economia.informacion.models import AjusteSec, Remision, TasaDeReferencia
from consistorio.economia.informacion.permisos import REMITIR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion

_NORMA = "Ley Orgánica 2/2012 arts. 6, 11 y 12; Orden HAP/2105/2012 art. 16"


@accion("informacion.ajuste", permiso=REMITIR, norma=_NORMA)
def anotar_ajuste(
    *, actor: Actor, anio: int, trimestre: int, clase: str, concepto: str, importe: Decimal, reloj: Reloj
) -> AjusteSec:
    """Who: with `informacion.remitir`. Writes, emits and raises as `operaciones.ajustar`."""
    return operaciones.ajustar(anio, trimestre, clase, concepto, importe, actor=actor, reloj=reloj)


@accion("informacion.tasa", permiso=REMITIR, norma=_NORMA)
def anotar_tasa(*, actor: Actor, anio: int, por_ciento: Decimal, norma: str, reloj: Reloj) -> TasaDeReferencia:
    """Who: with `informacion.remitir`. Writes, emits and raises as `operaciones.poner_tasa`."""
    return operaciones.poner_tasa(anio, por_ciento, norma, actor=actor, reloj=reloj)


@accion("informacion.remitida", permiso=REMITIR, norma=_NORMA)
def remitir(*, actor: Actor, anio: int, trimestre: int, fecha: date, reloj: Reloj) -> Remision:
    """Who: with `informacion.remitir`. Writes, emits and raises as `operaciones.remitir`."""
    return operaciones.remitir(anio, trimestre, fecha, actor=actor, reloj=reloj)
