"""Stability and the rule of expense. Pure (LOEPSF 11 and 12; Orden HAP/2105/2012 art. 16)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from consistorio.nucleo.dato import dato

CERO: Final = Decimal("0.00")
NO_FINANCIEROS: Final = "1234567"
POR_LO_RECAUDADO: Final = "123"
# Of the economic code of expense (Orden EHA/3565/2008, annex III): debt and loans in euros and in other currencies, and what it costs to take them, change them or end them, which is no interest
_DE_DEUDA: Final = ("30", "31", "32", "33")
_DE_FORMALIZAR: Final = ("301", "311", "321", "331")
Capitulos = Mapping[str, Decimal]


@dato
class Estabilidad:
    """Chapters 1 to 7, and what national accounts add, signed and in euros: what was collected of chapters 1 to 3 beyond what was recognised (`recaudacion`), what is due and in no
    budget (`cuenta_413`), and what Intervención types besides (`otros`)."""

    ingresos: Decimal
    gastos: Decimal
    recaudacion: Decimal = CERO
    cuenta_413: Decimal = CERO
    otros: Decimal = CERO

    @property
    def ajustes(self) -> Decimal:
        """All of them."""
        return self.recaudacion + self.cuenta_413 + self.otros

    @property
    def capacidad(self) -> Decimal:
        """Of financing; need when negative."""
        return self.ingresos - self.gastos + self.ajustes

    @property
    def cumple(self) -> bool:
        """Whether there is balance or surplus (LOEPSF 11.4)."""
        return self.capacidad >= 0


def estabilidad(
    derechos: Capitulos,
    obligaciones: Capitulos,
    *,
    recaudacion: Decimal = CERO,
    cuenta_413: Decimal = CERO,
    otros: Decimal = CERO,
) -> Estabilidad:
    """Of the net rights and obligations of each chapter («1» to «9»), with its adjustments."""
    ingresos, gastos = _suma(derechos, NO_FINANCIEROS), _suma(obligaciones, NO_FINANCIEROS)
    return Estabilidad(ingresos, gastos, recaudacion, cuenta_413, otros)


def ajuste_de_recaudacion(derechos: Capitulos, recaudado: Capitulos, de_cerrados: Capitulos) -> Decimal:
    """Of taxes and fees counts what is collected, of the year and of closed ones, and not what is recognised: chapters 1 to 3. As national accounts are said to take it; the manual of the IGAE
    was not opened, so it is a proposal to be reviewed."""
    return _suma(recaudado, POR_LO_RECAUDADO) + _suma(de_cerrados, POR_LO_RECAUDADO) - _suma(derechos, POR_LO_RECAUDADO)


@dato
class ReglaDeGasto:
    """The computable expense of a year and of the one before, the rate in percent (None: nobody said it), and what the law lets grow besides."""

    anterior: Decimal
    actual: Decimal
    tasa: Decimal | None
    normativo: Decimal

    @property
    def limite(self) -> Decimal | None:
        """How much may be spent, in euros."""
        if self.tasa is None:
            return None
        crecido = self.anterior * (100 + self.tasa) / 100
        return crecido.quantize(Decimal("0.01"), ROUND_HALF_UP) + self.normativo

    @property
    def cumple(self) -> bool | None:
        """Whether it is not over the limit; None without a rate."""
        limite = self.limite
        return None if limite is None else self.actual <= limite


def es_interes(economica: str) -> bool:
    """Whether what is spent by that code is interest of debt (LOEPSF 12.2). Exchange differences and other costs of debt (322, 332, 309…) go with it: which of them do not is for Intervención to adjust."""
    return economica.startswith(_DE_DEUDA) and not economica.startswith(_DE_FORMALIZAR)


def gasto_computable(obligaciones: Capitulos, intereses: Decimal, ajustes: Decimal) -> Decimal:
    """Chapters 1 to 7 without the interest of debt (LOEPSF 12.2), with what Intervención adjusts: what others finance comes with a minus."""
    return _suma(obligaciones, NO_FINANCIEROS) - intereses + ajustes


def _suma(capitulos: Capitulos, cuales: str) -> Decimal:
    return sum((capitulos.get(uno, CERO) for uno in cuales), CERO)
