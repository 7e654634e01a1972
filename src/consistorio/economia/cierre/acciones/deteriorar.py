"""Note what will hardly be collected."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from consistorio.economia.cierre.deterioro import dejar_fuera, dotar
from consistorio.economia.cierre.models import FueraDelMinimo
from consistorio.economia.cierre.permisos import CERRAR
from consistorio.economia.contabilidad.models import Asiento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


@accion("cierre.deterioro", permiso=CERRAR, norma="TRLRHL art. 193 bis; Orden HAP/1781/2013, quinta parte, cuenta 490")
def dotar_deterioro(
    *, actor: Actor, anio: int, fecha: date, reloj: Reloj, importe: Decimal | None = None, motivo: str = ""
) -> Asiento:
    """Who: with `cierre.cerrar`. Writes, emits and raises as `deterioro.dotar`."""
    return dotar(anio, fecha, importe, motivo, actor=actor, reloj=reloj)


@accion("cierre.dudosos.fuera", permiso=CERRAR, norma="TRLRHL art. 193 bis")
def dejar_fuera_del_minimo(
    *, actor: Actor, anio: int, de: int, importe: Decimal, motivo: str, reloj: Reloj
) -> FueraDelMinimo:
    """Who: with `cierre.cerrar`. Writes, emits and raises as `deterioro.dejar_fuera`."""
    return dejar_fuera(anio, de, importe, motivo, actor=actor, reloj=reloj)
