"""Use cases of the collection files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from consistorio.economia.presupuesto.permisos import INGRESO
from consistorio.economia.recaudacion import compromisos, operaciones
from consistorio.economia.recaudacion.models import (
    CobroLeido,
    CompromisoCumplido,
    CompromisoDeIngreso,
    FicheroDeCobros,
)
from consistorio.economia.recaudacion.permisos import APLICAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion

_NORMA = "TRLRHL arts. 200 a 205; Orden HAP/1781/2013, quinta parte, cuentas 554 y 430"
_DE_COMPROMISOS = "RD 500/1990 arts. 43 y 44; Orden HAP/1781/2013"


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


@accion("recaudacion.compromiso", permiso=INGRESO, norma=_DE_COMPROMISOS)
def anotar_compromiso(
    *,
    actor: Actor,
    anio: int,
    economica: str,
    persona_id: UUID,
    importe: Decimal,
    texto: str,
    fecha: date,
    documento_id: UUID | None,
    reloj: Reloj,
) -> CompromisoDeIngreso:
    """Who: with `presupuesto.ingreso`. Writes, emits and raises as `compromisos.comprometer`."""
    return compromisos.comprometer(
        anio, economica, persona_id, importe, texto, fecha, documento_id, actor=actor, reloj=reloj
    )


@accion("recaudacion.compromiso.cumplido", permiso=INGRESO, norma=_DE_COMPROMISOS)
def cumplir_compromiso(*, actor: Actor, compromiso_id: UUID, linea_id: UUID, reloj: Reloj) -> CompromisoCumplido:
    """Who: with `presupuesto.ingreso`. Writes, emits and raises as `compromisos.cumplir`."""
    return compromisos.cumplir(compromiso_id, linea_id, actor=actor, reloj=reloj)


@accion("recaudacion.compromiso.anulado", permiso=INGRESO, norma=_DE_COMPROMISOS)
def anular_compromiso(*, actor: Actor, compromiso_id: UUID, importe: Decimal, reloj: Reloj) -> CompromisoDeIngreso:
    """Who: with `presupuesto.ingreso`. Writes, emits and raises as `compromisos.anular`."""
    return compromisos.anular(compromiso_id, importe, actor=actor, reloj=reloj)
