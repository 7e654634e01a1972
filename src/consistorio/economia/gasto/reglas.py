"""Pure rules of what cases spend: which control each operation asks for (TRLRHL 213-219; RD 424/2017), and what is left to give back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.economia.presupuesto import clases
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.tipos import Importe

# What has no previous control (TRLRHL 219.1; RD 424/2017 art. 17); its obligation and its payment have theirs all the same
EXENTOS: Final[Mapping[str, Promise]] = {
    "contrato_menor": gettext_lazy("Contrato menor"),
    "material_no_inventariable": gettext_lazy("Material no inventariable"),
    "tracto_sucesivo": gettext_lazy("De tracto sucesivo, después de su primer período"),
    "caja_fija": gettext_lazy("Menos de 3.005,06 € por anticipo de caja fija"),
}
LARGO_FACTURA: Final = 80
IVA_GENERAL: Final = Decimal("1.21")  # with VAT at its general rate (Ley 37/1992 art. 90)
# Where works are charged: roads and buildings, built or repaired (Orden EHA/3565/2008, annex III)
DE_OBRAS: Final = ("210", "212", "60", "61", "622", "632", "65", "682")


def compromete(clase: str) -> bool:
    """Whether it authorises or commits an expense: what previous control is about (RD 424/2017 art. 7.1.a)."""
    return clases.es_de_fases(clase) and bool({"A", "D"} & set(clase))


def reconoce(clase: str) -> bool:
    """Whether it recognises an obligation: who intervenes notes it (TRLRHL 214.2.b)."""
    return clases.es_de_fases(clase) and "O" in clase


def paga(clase: str) -> bool:
    """Whether it orders a payment or makes it: it is intervened before, or by noting it (TRLRHL 214.2.c and d)."""
    return clases.es_de_fases(clase) and bool({"P", "R"} & set(clase))


def con_su_iva(total: Decimal, sin_iva: Decimal) -> Decimal:
    """How many times its value without VAT a total is: from 1 to what the general rate makes of it."""
    return min(max(total / sin_iva, Decimal(1)), IVA_GENERAL) if sin_iva > 0 else Decimal(1)


def contrato_menor_de(economicas: Iterable[str | None]) -> str:
    """The limit of a contrato menor that is charged to those economic codes (LCSP 118): of works when all are theirs."""
    dichas = list(economicas)
    return "menor_obras" if dichas and all((una or "").startswith(DE_OBRAS) for una in dichas) else "menor_otros"


def por_que_no_se_compromete(
    comprometido: Decimal, examinado: Decimal | None, *, exento: str, tope: Decimal | None = None
) -> str:
    """In words, why a case may not have that committed in all; "" when it may. `examinado`: the amount that Intervención found right, in euros; None when it
    found none; `tope`: from how many euros on, with VAT, it is not exempt, if there is a limit."""
    if exento in EXENTOS and (tope is None or comprometido < tope):
        return ""
    if exento in EXENTOS and tope is not None and examinado is None:
        return _("Con %(c)s ya no está exento de fiscalización: el límite es de %(t)s con IVA.") % {
            "c": Importe(comprometido),
            "t": Importe(tope),
        }
    if examinado is None:
        return _("Intervención no ha fiscalizado este gasto de conformidad (TRLRHL artículo 214).")
    if comprometido > examinado:
        sobra, dicho = Importe(comprometido - examinado), Importe(examinado)
        return _("Intervención fiscalizó %(dicho)s: lo que se compromete pasa en %(sobra)s.") % {
            "dicho": dicho,
            "sobra": sobra,
        }
    return ""


def problemas_de_la_factura(factura: str, importe: Importe | None) -> list[Problema]:
    """What is wrong with what is recognised."""
    problemas = problemas_del_importe(importe)
    if not factura.strip():
        problemas.append(Problema("factura", _("Escriba el número de la factura o del documento que la justifica.")))
    elif len(factura.strip()) > LARGO_FACTURA:
        mensaje = _("El número pasa de %(n)d caracteres.") % {"n": LARGO_FACTURA}
        problemas.append(Problema("factura", mensaje))
    return problemas


def problemas_del_importe(importe: Importe | None) -> list[Problema]:
    """What is wrong with an amount that somebody wrote. None: it could not be read."""
    if importe is not None and importe.euros > 0:
        return []
    return [Problema("importe", _("Escriba el importe con IVA, mayor que cero. Por ejemplo, 1240,50."))]


def leido(importe: str) -> Importe | None:
    """An amount as people write it; None when it is none."""
    try:
        return Importe.de(importe)
    except DatosIncorrectos:
        return None


def total(importes: Iterable[Decimal]) -> Decimal:
    """Their sum, in euros with two decimals."""
    return sum(importes, Decimal("0.00"))
