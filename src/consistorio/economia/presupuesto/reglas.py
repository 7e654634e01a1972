"""Pure computation of the budget: what a line may be, what is missing, which sub-account it goes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.tipos import Importe

CENTIMO: Final = Decimal("0.01")
MAXIMO: Final = Decimal("999999999999.99")
LARGO_TEXTO: Final = 300
MESES_PARA_JUSTIFICAR: Final = 3  # TRLRHL 190.2
DE_REINTEGROS: Final = ("38", "68")  # concepts of income where what was paid in another year comes back
# Sub-account of the creditor and of the debtor by chapter: «otras deudas» and «otras inversiones financieras» of debt and financial assets
_FINANCIEROS: Final = {"gasto": ("3", "8", "9"), "ingreso": ("8", "9")}


def importe_bien(importe: Decimal) -> bool:
    """Whether it is a positive amount of euros and cents."""
    return importe.is_finite() and 0 < importe <= MAXIMO and importe == importe.quantize(CENTIMO)


def en_centimos(importe: Decimal) -> Decimal:
    """With its two decimals, as PostgreSQL keeps it: the fact of a row vouches for it as it will be read."""
    return importe.quantize(CENTIMO)


def problemas_de_cabecera(cabecera: Cabecera) -> list[Problema]:
    """What is wrong with what all the lines share."""
    problemas = []
    if not cabecera.texto.strip() or len(cabecera.texto) > LARGO_TEXTO:
        mensaje = _("Escriba de qué es la operación, en %(n)d letras como mucho.") % {"n": LARGO_TEXTO}
        problemas.append(Problema("texto", mensaje))
    if cabecera.tercero_id is not None and cabecera.varios:
        problemas.append(Problema("tercero", _("Elija un tercero, o diga que son varios: las dos cosas, no.")))
    return problemas


_DE_TESORERIA: Final = ("57", "556", "557")


def problemas_de_lineas(lineas: Sequence[LineaPedida], *, exige_origen: bool) -> list[Problema]:
    """What is wrong with the lines by themselves."""
    if not lineas:
        return [Problema("lineas", _("Escriba al menos una línea con su importe."))]
    problemas = []
    for n, linea in enumerate(lineas):
        if not importe_bien(linea.importe):
            mensaje = _("El importe son euros y céntimos, y mayor que cero.")
            problemas.append(Problema(f"lineas.{n}", mensaje))
        if exige_origen and linea.origen is None:
            problemas.append(Problema(f"lineas.{n}", _("Elija la operación de la que sigue.")))
        if linea.origen is None and not linea.codigo and linea.cerrado is None:
            problemas.append(Problema(f"lineas.{n}", _("Diga la aplicación o el concepto.")))
        problemas += problemas_de_cuenta(f"lineas.{n}", linea.cuenta)
    return problemas


def problemas_de_cuenta(campo: str, cuenta: str) -> list[Problema]:
    """What is bought, sold or received is of no account of the treasury: its money comes in and goes out with what is collected and paid."""
    if not cuenta.startswith(_DE_TESORERIA):
        return []
    mensaje = _(
        "La cuenta %(cuenta)s es de la Tesorería: no dice qué se compra, se vende o se recibe. Déjela en blanco y anote después el cobro o el pago."
    )
    return [Problema(campo, mensaje % {"cuenta": cuenta})]


def faltan(cuanto: Decimal, donde: str) -> str:
    """«Faltan 100,00 € …»."""
    return _("Faltan %(cuanto)s: %(donde)s") % {"cuanto": Importe(cuanto), "donde": donde}


def subcuenta(clase: str, economica: str) -> str:
    """The last figure of 400, 401, 430, 431, 418…: 0 of management, 3 of debt and financial assets. `clase`: gasto or ingreso."""
    return "3" if economica[:1] in _FINANCIEROS[clase] else "0"


def acreedor(economica: str) -> str:
    """Account of the creditor of an obligation of that economic code."""
    return f"400{subcuenta('gasto', economica)}"


def deudor(economica: str) -> str:
    """Account of the debtor of a right of that economic code."""
    return f"430{subcuenta('ingreso', economica)}"


def vence_justificar(fecha: date) -> date:
    """The last day to justify what was handed over on a day: three months later (TRLRHL 190.2; LPACAP 30.4)."""
    mes = fecha.month - 1 + MESES_PARA_JUSTIFICAR
    anio, mes = fecha.year + mes // 12, mes % 12 + 1
    siguiente = date(anio + mes // 12, mes % 12 + 1, 1)
    ultimo = (siguiente - date.resolution).day
    return date(anio, mes, min(fecha.day, ultimo))


def problemas_de_plazo(fecha: date, vence: date | None) -> list[Problema]:
    """What is wrong with the day by which what is handed over on another must be justified, if it is said: the bases may shorten the term of the law, and not lengthen it."""
    ultimo = vence_justificar(fecha)
    if vence is None or fecha <= vence <= ultimo:
        return []
    mensaje = _("El último día para justificar va del %(desde)s al %(hasta)s: tres meses como mucho (TRLRHL 190.2).")
    return [Problema("vence", mensaje % {"desde": f"{fecha:%d/%m/%Y}", "hasta": f"{ultimo:%d/%m/%Y}"})]


def sumar(efectos: Mapping[str, int], importe: Decimal, en: dict[str, Decimal]) -> None:
    """Add what an amount does to some counters."""
    for contador, signo in efectos.items():
        en[contador] = en.get(contador, Decimal(0)) + signo * importe
