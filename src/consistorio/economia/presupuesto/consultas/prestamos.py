"""The table of the debt of a year, for the memoria (Orden HAP/1781/2013, third part, note of financial liabilities)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from consistorio.economia.presupuesto.models import MovimientoPrestamo, Prestamo
from consistorio.nucleo.dato import dato


@dato
class FilaDeuda:
    """A loan in a year, in euros: what was owed when it began, drawn, paid back, its interest, and what is owed when it ends by term."""

    codigo: str
    denominacion: str
    formalizado: date
    principal: Decimal
    inicial: Decimal
    dispuesto: Decimal
    amortizado: Decimal
    intereses: Decimal
    final: Decimal
    a_corto: Decimal
    a_largo: Decimal


def deuda(anio: int) -> Sequence[FilaDeuda]:
    """Each loan that was owed or drawn in a year, by its code."""
    filas = []
    for prestamo in Prestamo.objects.filter(formalizado__year__lte=anio).order_by("pk"):
        sumas = dict.fromkeys(("antes", "dispuesto", "amortizado", "corto"), Decimal("0.00"))
        for uno in prestamo.movimientos.filter(fecha__year__lte=anio):
            signo = {MovimientoPrestamo.Clase.DISPOSICION: 1, MovimientoPrestamo.Clase.AMORTIZACION: -1}.get(
                MovimientoPrestamo.Clase(uno.clase), 0
            )
            sumas["corto"] += uno.a_corto
            if uno.fecha.year < anio:
                sumas["antes"] += signo * uno.importe
            else:
                sumas["dispuesto"] += uno.importe if signo > 0 else 0
                sumas["amortizado"] += uno.importe if signo < 0 else 0
        reconocidas = prestamo.cuotas.filter(operacion__ejercicio=anio)
        final = sumas["antes"] + sumas["dispuesto"] - sumas["amortizado"]
        filas.append(
            FilaDeuda(
                prestamo.codigo,
                prestamo.denominacion,
                prestamo.formalizado,
                prestamo.principal,
                sumas["antes"],
                sumas["dispuesto"],
                sumas["amortizado"],
                sum((cuota.intereses for cuota in reconocidas), Decimal("0.00")),
                final,
                sumas["corto"],
                final - sumas["corto"],
            )
        )
    return filas
