"""The liquidation of the budget of a year (TRLRHL 191; RD 500/1990 arts. 89-105): what the counters say, with nothing left out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from consistorio.economia.presupuesto.consultas.ejecucion import ejecucion, ejecucion_de_ingresos
from consistorio.economia.presupuesto.models import Aplicacion, ConceptoIngreso
from consistorio.nucleo.dato import dato


@dato
class FilaGasto:
    """An application liquidated, in euros. `remanente_comprometido`: D - O; the rest of the remnant was not committed."""

    aplicacion: str
    iniciales: Decimal
    modificaciones: Decimal
    definitivos: Decimal
    retenido: Decimal
    no_disponible: Decimal
    autorizado: Decimal
    dispuesto: Decimal
    obligaciones: Decimal
    pagos: Decimal
    pendiente_pago: Decimal
    remanente_credito: Decimal
    remanente_comprometido: Decimal
    remanente_no_comprometido: Decimal
    disponible: Decimal


@dato
class FilaIngreso:
    """A concept liquidated, in euros. `exceso_defecto`: net rights over what was foreseen."""

    concepto: str
    iniciales: Decimal
    modificaciones: Decimal
    definitivas: Decimal
    derechos_reconocidos: Decimal
    derechos_anulados: Decimal
    derechos_cancelados: Decimal
    derechos_netos: Decimal
    recaudacion_bruta: Decimal
    devoluciones: Decimal
    recaudacion_neta: Decimal
    pendiente_cobro: Decimal
    exceso_defecto: Decimal


@dato
class Totales:
    """What the two add up to, in euros."""

    creditos_definitivos: Decimal
    obligaciones: Decimal
    pagos: Decimal
    pendiente_pago: Decimal
    previsiones_definitivas: Decimal
    derechos_netos: Decimal
    recaudacion_neta: Decimal
    pendiente_cobro: Decimal
    remanentes_credito: Decimal
    remanentes_comprometidos: Decimal


def liquidacion_gastos(anio: int) -> Sequence[FilaGasto]:
    """Each application of a year, in the order of the budget."""
    return [_de_aplicacion(aplicacion) for aplicacion in ejecucion(anio)]


def liquidacion_ingresos(anio: int) -> Sequence[FilaIngreso]:
    """Each concept of a year, by its code."""
    return [_de_concepto(concepto) for concepto in ejecucion_de_ingresos(anio)]


def totales(gastos: Sequence[FilaGasto], ingresos: Sequence[FilaIngreso]) -> Totales:
    """The totals of both."""
    return Totales(
        creditos_definitivos=sum((f.definitivos for f in gastos), Decimal(0)),
        obligaciones=sum((f.obligaciones for f in gastos), Decimal(0)),
        pagos=sum((f.pagos for f in gastos), Decimal(0)),
        pendiente_pago=sum((f.pendiente_pago for f in gastos), Decimal(0)),
        previsiones_definitivas=sum((f.definitivas for f in ingresos), Decimal(0)),
        derechos_netos=sum((f.derechos_netos for f in ingresos), Decimal(0)),
        recaudacion_neta=sum((f.recaudacion_neta for f in ingresos), Decimal(0)),
        pendiente_cobro=sum((f.pendiente_cobro for f in ingresos), Decimal(0)),
        remanentes_credito=sum((f.remanente_credito for f in gastos), Decimal(0)),
        remanentes_comprometidos=sum((f.remanente_comprometido for f in gastos), Decimal(0)),
    )


def _de_aplicacion(una: Aplicacion) -> FilaGasto:
    remanente, comprometido = una.definitivos - una.obligado, una.dispuesto - una.obligado
    return FilaGasto(
        aplicacion=una.codigo,
        iniciales=una.iniciales,
        modificaciones=una.modificaciones,
        definitivos=una.definitivos,
        retenido=una.retenido,
        no_disponible=una.no_disponible,
        autorizado=una.autorizado,
        dispuesto=una.dispuesto,
        obligaciones=una.obligado,
        pagos=una.pagado,
        pendiente_pago=una.obligado - una.pagado,
        remanente_credito=remanente,
        remanente_comprometido=comprometido,
        remanente_no_comprometido=remanente - comprometido,
        disponible=una.disponible,
    )


def _de_concepto(uno: ConceptoIngreso) -> FilaIngreso:
    return FilaIngreso(
        concepto=uno.economica,
        iniciales=uno.iniciales,
        modificaciones=uno.modificaciones,
        definitivas=uno.definitivas,
        derechos_reconocidos=uno.reconocido,
        derechos_anulados=uno.derechos_anulados,
        derechos_cancelados=uno.cancelado,
        derechos_netos=uno.derechos_netos,
        recaudacion_bruta=uno.recaudado,
        devoluciones=uno.devuelto,
        recaudacion_neta=uno.recaudacion_neta,
        pendiente_cobro=uno.pendiente,
        exceso_defecto=uno.derechos_netos - uno.definitivas,
    )
