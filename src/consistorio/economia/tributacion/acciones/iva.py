"""VAT: activities, prorrata, invoices, settlement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.permisos import GASTO, INGRESO, NO_PRESUPUESTARIO
from consistorio.economia.presupuesto.tipos import Cabecera
from consistorio.economia.tributacion.models import Prorrata, SectorIva
from consistorio.economia.tributacion.operaciones import facturas, liquidaciones, sectores
from consistorio.economia.tributacion.operaciones.facturas import ConIva
from consistorio.economia.tributacion.permisos import LLEVAR
from consistorio.economia.tributacion.tipos import LineaRepercutida, LineaSoportada
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion, exigir_permiso


@accion("tributacion.sector", permiso=LLEVAR, norma="Ley 37/1992 arts. 9.1.c y 101")
def abrir_sector(*, actor: Actor, codigo: str, nombre: str, reloj: Reloj) -> SectorIva:
    """An activity of the town. Who: with `tributacion.llevar`. Writes, emits and raises as `operaciones.sectores.abrir`."""
    return sectores.abrir(codigo, nombre, actor=actor, reloj=reloj)


@accion("tributacion.prorrata", permiso=LLEVAR, norma="Ley 37/1992 arts. 102 a 106")
def fijar_prorrata(*, actor: Actor, codigo: str, anio: int, clase: str, provisional: int, reloj: Reloj) -> Prorrata:
    """What an activity deducts in a year, in whole percent. Who: with `tributacion.llevar`. Writes, emits and raises as `operaciones.sectores.fijar_prorrata`."""
    return sectores.fijar_prorrata(codigo, anio, clase, provisional, actor=actor, reloj=reloj)


@accion(
    "tributacion.iva.anotado",
    permiso=GASTO,
    norma="Ley 37/1992 arts. 92 a 99; Orden HAP/1781/2013, quinta parte, cuenta 472",
)
def soportar(
    *, actor: Actor, clase: str, cabecera: Cabecera, lineas: Sequence[LineaSoportada], expedida: date, reloj: Reloj
) -> ConIva:
    """An invoice that is received. Who: with `presupuesto.gasto`, who also pays in formalización the tax that the town accrues itself, as no money moves. Writes, emits
    and raises as `operaciones.facturas.soportar`."""
    return facturas.soportar(clase, cabecera, lineas, expedida=expedida, actor=actor, reloj=reloj)


@accion(
    "tributacion.iva.anotado",
    permiso=INGRESO,
    norma="Ley 37/1992 art. 88; Orden HAP/1781/2013, quinta parte, cuenta 477",
)
def repercutir(
    *,
    actor: Actor,
    clase: str,
    cabecera: Cabecera,
    lineas: Sequence[LineaRepercutida],
    expedida: date,
    reloj: Reloj,
    ordinal: str = "",
) -> ConIva:
    """An invoice that is issued. Who: with `presupuesto.ingreso`. Writes, emits and raises as `operaciones.facturas.repercutir`."""
    return facturas.repercutir(clase, cabecera, lineas, expedida=expedida, ordinal=ordinal, actor=actor, reloj=reloj)


@accion("tributacion.iva.anulado", permiso=GASTO, norma="Ley 37/1992 arts. 80 y 114")
def anular_recibida(*, actor: Actor, operacion_id: UUID, cabecera: Cabecera, reloj: Reloj) -> Operacion:
    """Take back an invoice that was received. Who: with `presupuesto.gasto`. Writes, emits and raises as `operaciones.facturas.anular`."""
    return facturas.anular(operacion_id, cabecera, libro="soportado", actor=actor, reloj=reloj)


@accion("tributacion.iva.anulado", permiso=INGRESO, norma="Ley 37/1992 arts. 80 y 89")
def anular_expedida(*, actor: Actor, operacion_id: UUID, cabecera: Cabecera, reloj: Reloj) -> Operacion:
    """Take back an invoice that was issued. Who: with `presupuesto.ingreso`. Writes, emits and raises as `operaciones.facturas.anular`."""
    return facturas.anular(operacion_id, cabecera, libro="repercutido", actor=actor, reloj=reloj)


@accion(
    "tributacion.iva.liquidado", permiso=NO_PRESUPUESTARIO, norma="Ley 37/1992 arts. 99 y 115; RD 1624/1992 art. 71"
)
def liquidar_iva(*, actor: Actor, anio: int, periodo: str, reloj: Reloj) -> Operacion:
    """Settle a period with the tax office. Who: with `presupuesto.no_presupuestario`. Writes, emits and raises as `operaciones.liquidaciones.liquidar`."""
    return liquidaciones.liquidar(anio, periodo, actor=actor, reloj=reloj)


@accion(
    "tributacion.iva.liquidacion.deshecha",
    permiso=NO_PRESUPUESTARIO,
    norma="Ley 37/1992 arts. 99 y 115; Orden HAP/1781/2013, quinta parte",
)
def deshacer_liquidacion(*, actor: Actor, anio: int, periodo: str, reloj: Reloj) -> Operacion:
    """Take back the settlement of a period. Who: with `presupuesto.no_presupuestario`. Writes, emits and raises as `operaciones.liquidaciones.deshacer`."""
    return liquidaciones.deshacer(anio, periodo, actor=actor, reloj=reloj)


def regularizar_prorrata(
    *,
    actor: Actor,
    codigo: str,
    anio: int,
    cabecera: Cabecera,
    reloj: Reloj,
    definitiva: int | None = None,
    aplicacion: str = "",
    concepto: str = "",
) -> Prorrata:
    """The definitive prorrata of a year. Who: with `presupuesto.no_presupuestario`, and `presupuesto.gasto` to charge it to an application or
    `presupuesto.ingreso` to pay it to a concept. Writes, emits and raises as `operaciones.liquidaciones.regularizar`. Raises NoPermitido."""
    if aplicacion:
        exigir_permiso(actor, GASTO, para="tributacion.prorrata.regularizada")
    if concepto:
        exigir_permiso(actor, INGRESO, para="tributacion.prorrata.regularizada")
    return anotar_regularizacion(
        actor=actor,
        codigo=codigo,
        anio=anio,
        cabecera=cabecera,
        reloj=reloj,
        definitiva=definitiva,
        aplicacion=aplicacion,
        concepto=concepto,
    )


@accion("tributacion.prorrata.regularizada", permiso=NO_PRESUPUESTARIO, norma="Ley 37/1992 art. 105")
def anotar_regularizacion(
    *,
    actor: Actor,
    codigo: str,
    anio: int,
    cabecera: Cabecera,
    reloj: Reloj,
    definitiva: int | None,
    aplicacion: str,
    concepto: str,
) -> Prorrata:
    """Note it, for `regularizar_prorrata`, which asks for the rest. Who: with `presupuesto.no_presupuestario`. Writes, emits and raises as
    `operaciones.liquidaciones.regularizar`."""
    return liquidaciones.regularizar(
        codigo,
        anio,
        cabecera,
        definitiva=definitiva,
        aplicacion=aplicacion,
        concepto=concepto,
        actor=actor,
        reloj=reloj,
    )


@accion("tributacion.prorrata.deshecha", permiso=NO_PRESUPUESTARIO, norma="Ley 37/1992 art. 105")
def deshacer_regularizacion(*, actor: Actor, codigo: str, anio: int, reloj: Reloj) -> Prorrata:
    """Take back the definitive prorrata of a year. Who: with `presupuesto.no_presupuestario`. Writes, emits and raises as
    `operaciones.liquidaciones.deshacer_regularizacion`."""
    return liquidaciones.deshacer_regularizacion(codigo, anio, actor=actor, reloj=reloj)
