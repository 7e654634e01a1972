"""Use cases of the collection files."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from consistorio.economia.recaudacion import operaciones
from consistorio.economia.recaudacion.models import CobroLeido, FicheroDeCobros
from consistorio.economia.recaudacion.permisos import APLICAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion

_NORMA = "TRLRHL arts. 200 a 205; Orden HAP/1781/2013, quinta parte, cuentas 554 y 430"


@accion("recaudacion.cargado", permiso=APLICAR, norma=_NORMA)
def cargar_cobros(*, actor: Actor, nombre: str, contenido: bytes, cuenta: str, reloj: Reloj) -> FicheroDeCobros:
    """Who: with `recaudacion.aplicar`. Writes, emits and raises as `operaciones.cargar`."""
    return operaciones.cargar(nombre, contenido, cuenta, actor=actor, reloj=reloj)


@accion("recaudacion.aplicado", permiso=APLICAR, norma=_NORMA)
def aplicar_cobro(
    *, actor: Actor, cobro_id: UUID, fecha: date, reloj: Reloj, derecho: str = "", concepto: str = ""
) -> CobroLeido:
    """Who: with `recaudacion.aplicar`. Writes, emits and raises as `operaciones.aplicar`."""
    return operaciones.aplicar(cobro_id, fecha, derecho=derecho, concepto=concepto, actor=actor, reloj=reloj)
