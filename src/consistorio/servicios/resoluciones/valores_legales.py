"""Values of national law that this room reads."""

from __future__ import annotations

from datetime import date

from consistorio.nucleo.valores import Tabla, ValorLegal, vigente

VALORES: Tabla = {"recurso.meses": (ValorLegal(1, "LPACAP arts. 122.1 y 124.1"),)}


def meses_para_recurrir(*, en: date) -> int:
    """Months to appeal an express decision, from the day after its notification."""
    return vigente(VALORES, "recurso.meses", en=en).cantidad
