"""When a loan finances a modification of credits (TRLRHL 177.5; RD 500/1990 arts. 36.2-3, 39.1 and 48). Pure; the limits are dated data (`datos/credito_excepcional.csv`)."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.limites import Movimiento
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.tipos import Importe

FICHERO: Final = Path(__file__).parent / "datos" / "credito_excepcional.csv"
CONCEPTOS: Final = ("90", "91", "92", "93")  # debt and loans, in euros or not: 94 are guarantees
DE_CAPITAL: Final = ("6", "7")
CORRIENTES: Final = ("1", "2", "3", "4", "5")
EXCEPCIONALES: Final = ("extraordinario", "suplemento")
_CON_TOPE: Final = (*EXCEPCIONALES, "incorporacion")


@dato
class Excepcional:
    """What is declared of a loan that pays current expense (TRLRHL 177.5). `carga`: the whole financial burden of the town in the year, with what is planned, in euros;
    `cancela`: the day on which it is paid back whole; `renovacion`: when the Corporation that agrees it is renewed."""

    carga: Decimal
    cancela: date
    renovacion: date


@dato
class Topes:
    """Percents of the current income, since a day."""

    anual: Decimal
    carga: Decimal
    articulo: str
    desde: date
    hasta: date | None


@cache
def _todos() -> tuple[Topes, ...]:
    lineas = [linea for linea in FICHERO.read_text("utf-8").splitlines() if not linea.startswith("#")]
    return tuple(
        Topes(
            Decimal(fila["anual"]),
            Decimal(fila["carga"]),
            fila["articulo"],
            date.fromisoformat(fila["desde"]),
            date.fromisoformat(fila["hasta"]) if fila["hasta"] else None,
        )
        for fila in csv.DictReader(lineas)
    )


def topes(en: date) -> Topes | None:
    """Those of a day, None when the exception is not in force."""
    valen = [uno for uno in _todos() if uno.desde <= en and (uno.hasta is None or en <= uno.hasta)]
    return max(valen, key=lambda uno: uno.desde, default=None)


def prestado(movimientos: Sequence[Movimiento]) -> Decimal:
    """What loans finance of a file, in euros."""
    return sum((uno.importe for uno in movimientos if uno.concepto.startswith(CONCEPTOS)), Decimal(0))


def problemas_de(
    tipo: str,
    movimientos: Sequence[Movimiento],
    excepcional: Excepcional | None,
    *,
    corrientes: Decimal,
    ya: Decimal,
    en: date,
) -> list[Problema]:
    """Why loans do not finance it. `corrientes`: current income of the budget, in euros; `ya`: what the exception gave this year before, in euros."""
    pide = prestado(movimientos)
    if excepcional is not None and (tipo not in EXCEPCIONALES or not pide):
        mensaje = _(
            "La excepción es de los préstamos que financian un crédito extraordinario o un suplemento: quítela."
        )
        return [Problema("carga", mensaje)]
    if tipo not in _CON_TOPE or not pide:
        return []
    if excepcional is not None:
        return _de_excepcional(excepcional, pide + ya, corrientes, en)
    capital = sum(
        (
            uno.importe
            for uno in movimientos
            if uno.sentido == "alta" and uno.credito is not None and uno.credito.economica.startswith(DE_CAPITAL)
        ),
        Decimal(0),
    )
    if pide <= capital:
        return []
    mensaje = _(
        "Un préstamo solo financia gasto de capital, que aquí son %(c)s: sobran %(s)s (RD 500/1990 36.2). Busque otra financiación, o declare la excepción de TRLRHL 177.5."
    )
    return [Problema("lineas", mensaje % {"c": Importe(capital), "s": Importe(pide - capital)})]


def _de_excepcional(dicho: Excepcional, pide: Decimal, corrientes: Decimal, en: date) -> list[Problema]:
    limite = topes(en)
    if limite is None:
        return [Problema("carga", _("Ese día no hay ninguna excepción en vigor: un préstamo solo financia inversión."))]
    problemas = list[Problema]()
    if pide * 100 > corrientes * limite.anual:
        mensaje = _(
            "Lo prestado este año por excepción serían %(p)s, más del %(t)s %% de los ingresos corrientes (%(a)s)."
        )
        datos = {"p": Importe(pide), "t": limite.anual, "a": limite.articulo}
        problemas.append(Problema("lineas", mensaje % datos))
    if not dicho.carga.is_finite() or dicho.carga < 0:
        problemas.append(Problema("carga", _("Diga la carga financiera total del año, en euros.")))
    elif dicho.carga * 100 > corrientes * limite.carga:
        mensaje = _("La carga financiera pasa del %(t)s %% de los ingresos corrientes, que son %(c)s (%(a)s).")
        datos = {"t": limite.carga, "c": Importe(corrientes), "a": limite.articulo}
        problemas.append(Problema("carga", mensaje % datos))
    if dicho.cancela >= dicho.renovacion:
        mensaje = _("El préstamo se cancela antes de que se renueve la Corporación (%(a)s).")
        problemas.append(Problema("cancela", mensaje % {"a": limite.articulo}))
    return problemas
