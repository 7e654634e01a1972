"""The statement of cash flows (Orden HAP/1781/2013, third part), from what was collected and paid by economic chapter. Amounts in euros: money that comes in is
positive."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from consistorio.nucleo.dato import dato

CERO = Decimal(0)

# (activity, line) of each chapter of income and of expense
_COBROS = {
    "1": ("gestion", "tributarios"),
    "2": ("gestion", "tributarios"),
    "3": ("gestion", "ventas_y_prestaciones"),
    "4": ("gestion", "transferencias_recibidas"),
    "5": ("gestion", "intereses_y_dividendos"),
    "6": ("inversion", "venta_de_inversiones"),
    "7": ("gestion", "transferencias_recibidas"),
    "8": ("inversion", "venta_de_activos_financieros"),
    "9": ("financiacion", "deuda_recibida"),
}
_PAGOS = {
    "1": ("gestion", "personal"),
    "2": ("gestion", "otros_gastos_de_gestion"),
    "3": ("gestion", "intereses_pagados"),
    "4": ("gestion", "transferencias_concedidas"),
    "5": ("gestion", "otros_gastos_de_gestion"),
    "6": ("inversion", "compra_de_inversiones"),
    "7": ("gestion", "transferencias_concedidas"),
    "8": ("inversion", "compra_de_activos_financieros"),
    "9": ("financiacion", "reembolso_de_deuda"),
}
EFECTIVO = ("57", "556")  # what goes from one account of the treasury to another is cash too
# What was collected or paid and waits to be applied, and what a fund spent that is not in the budget yet
_POR_APLICAR = ("554", "555", "559", "5581", "5585")
_LIBRADO = "5750"  # the budget has paid it, and it is not spent
ACTIVIDADES = ("gestion", "inversion", "financiacion", "pendientes")


@dato
class Flujos:
    """What each line of each activity brought (positive) or took, and what cash there was at both ends. `por_aplicar`: what the accounts of what waits to be applied and of the funds brought."""

    lineas: Mapping[tuple[str, str], Decimal]
    inicial: Decimal
    final: Decimal
    por_aplicar: Decimal

    def de(self, actividad: str) -> Decimal:
        """Net flow of an activity."""
        return sum((importe for (suya, _linea), importe in self.lineas.items() if suya == actividad), CERO)

    @property
    def por_clasificar(self) -> Decimal:
        """What moved the cash and is in no other line: what `por_aplicar` says, when nothing is forgotten."""
        return self.lineas.get(("pendientes", "por_clasificar"), CERO)

    @property
    def variacion(self) -> Decimal:
        """Of the cash."""
        return self.final - self.inicial


def flujos(
    *,
    cobros: Mapping[str, Decimal],
    pagos: Mapping[str, Decimal],
    otros_entes: Decimal,
    no_presupuestarios: Decimal,
    iniciales: Mapping[str, Decimal],
    finales: Mapping[str, Decimal],
) -> Flujos:
    """`cobros` and `pagos`: net of refunds, by chapter, of the year and of closed ones; payments whole, with what is kept of them in `no_presupuestarios`.

    What moved the cash and is none of them is pending to be classified: collections and payments not yet applied, and the funds of the habilitados.
    """
    lineas: dict[tuple[str, str], Decimal] = {}

    def sumar(clave: tuple[str, str], importe: Decimal) -> None:
        if importe:
            lineas[clave] = lineas.get(clave, CERO) + importe

    for capitulo, importe in cobros.items():
        sumar(_COBROS[capitulo], importe)
    for capitulo, importe in pagos.items():
        sumar(_PAGOS[capitulo], -importe)
    sumar(("gestion", "recursos_de_otros_entes"), otros_entes)
    sumar(("gestion", "retenciones_y_no_presupuestarias"), no_presupuestarios)
    inicial, final = _suma(iniciales, EFECTIVO), _suma(finales, EFECTIVO)
    sumar(("pendientes", "por_clasificar"), final - inicial - sum(lineas.values(), CERO))
    return Flujos(lineas, inicial, final, _por_aplicar(finales) - _por_aplicar(iniciales))


def _por_aplicar(saldos: Mapping[str, Decimal]) -> Decimal:
    return _suma(saldos, (_LIBRADO,)) - _suma(saldos, _POR_APLICAR)


def _suma(saldos: Mapping[str, Decimal], prefijos: tuple[str, ...]) -> Decimal:
    return sum((saldo for cuenta, saldo in saldos.items() if cuenta.startswith(prefijos)), CERO)
