"""Amounts of the law, each from a day on (`datos/limites.json`; `contrastado`: whether somebody opened the article), and what of them exempts from previous control."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.dato import dato
from consistorio.nucleo.tipos import Importe

FICHERO: Final = Path(__file__).parent / "datos" / "limites.json"
# Why an expense has no previous control (RD 424/2017 art. 17), and what proves it
EXENCIONES: Final[Mapping[str, Promise]] = {
    "contrato_menor": gettext_lazy("Contrato menor"),
    "contrato_menor_obras": gettext_lazy("Contrato menor de obras"),
    "material_no_inventariable": gettext_lazy("Material no inventariable"),
    "tracto_sucesivo": gettext_lazy("De tracto sucesivo, después de su primer período"),
    "caja_fija": gettext_lazy("Pagado con anticipo de caja fija"),
}
_SIN_IVA: Final = {"contrato_menor": "menor_otros", "contrato_menor_obras": "menor_obras"}
_CON_IVA: Final = {"caja_fija": "caja_fija"}


@dato
class Limite:
    """An amount in euros, in force from a day on."""

    desde: date
    importe: Decimal
    norma: str
    contrastado: bool


@cache
def _limites() -> dict[str, tuple[Limite, ...]]:
    datos = json.loads(FICHERO.read_text(encoding="utf-8"))
    return {
        clave: tuple(
            Limite(date.fromisoformat(u["desde"]), Decimal(u["importe"]), u["norma"], u["contrastado"]) for u in unos
        )
        for clave, unos in datos.items()
    }


def limite(clave: str, *, en: date) -> Limite:
    """The amount in force on a day. Raises KeyError."""
    vigentes = [uno for uno in _limites()[clave] if uno.desde <= en]
    if not vigentes:
        raise KeyError(clave)
    return max(vigentes, key=lambda uno: uno.desde)


def por_que_no_exime(exencion: str, por: str, *, sin_iva: Decimal, con_iva: Decimal, en: date) -> str:
    """In words, why an expense is not exempt for that reason; "" when it is. `por`: what proves it: the first period that was examined, the case, the fund."""
    if exencion not in EXENCIONES:
        return _("Elija por qué no se fiscalizó antes el gasto. Si tenía que fiscalizarse, anote la omisión.")
    clave = _SIN_IVA.get(exencion) or _CON_IVA.get(exencion)
    if clave is not None:
        tope, importe = limite(clave, en=en), sin_iva if exencion in _SIN_IVA else con_iva
        if importe >= tope.importe:
            return _("Son %(i)s: solo está exento por debajo de %(t)s (%(n)s). Anote la omisión.") % {
                "i": Importe(importe),
                "t": Importe(tope.importe),
                "n": tope.norma,
            }
    if exencion == "tracto_sucesivo" and not por.strip():
        return _("Diga dónde se fiscalizó el primer período: el expediente o la factura.")
    if exencion == "caja_fija" and not por.strip():
        return _("Diga de qué anticipo de caja fija es.")
    return ""
