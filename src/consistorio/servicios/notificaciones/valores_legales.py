"""Values of national law that the notifications read."""

from __future__ import annotations

from datetime import date

from consistorio.nucleo.valores import Tabla, ValorLegal, vigente

VALORES: Tabla = {
    "acceso.dias_naturales": (ValorLegal(10, "LPACAP art. 43.2"),),
    "papel.intentos": (ValorLegal(2, "LPACAP art. 42.2"),),
    "papel.dias_para_el_segundo": (ValorLegal(3, "LPACAP arts. 42.2 y 30.2"),),
    "papel.hora_de_franja": (ValorLegal(15, "LPACAP art. 42.2"),),
    "papel.horas_de_separacion": (ValorLegal(3, "LPACAP art. 42.2"),),
    "papel.edad_de_quien_recibe": (ValorLegal(14, "LPACAP art. 42.2"),),
}


def valor(codigo: str, *, en: date) -> int:
    """The number in force on a day. Raises KeyError."""
    return vigente(VALORES, codigo, en=en).cantidad
