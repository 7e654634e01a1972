"""Values of national law that this room reads. Days are hábiles."""

from __future__ import annotations

from datetime import date

from consistorio.nucleo.valores import Tabla, ValorLegal, vigente

VALORES: Tabla = {
    "fiscalizacion.dias": (ValorLegal(10, "RD 424/2017 art. 10"),),
    "fiscalizacion.dias_urgente": (ValorLegal(5, "RD 424/2017 art. 10"),),
    "fiscalizacion.dias_limitada": (ValorLegal(5, "RD 424/2017 art. 10"),),
    "reparo.dias": (ValorLegal(15, "RD 424/2017 arts. 12 y 15"),),
}


def valor(codigo: str, *, en: date) -> int:
    """The number in force on a day. Raises KeyError."""
    return vigente(VALORES, codigo, en=en).cantidad
