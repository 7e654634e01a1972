"""Values of national law that this room reads."""

from __future__ import annotations

from datetime import date

from consistorio.nucleo.valores import Tabla, ValorLegal, vigente

VALORES: Tabla = {
    # LGT 62.2: notified until this day of the month, it is paid until one of the next; later, until one of the month after it
    "voluntario.corte": (ValorLegal(15, "LGT art. 62.2"),),
    "voluntario.primera_quincena": (ValorLegal(20, "LGT art. 62.2.a"),),
    "voluntario.segunda_quincena": (ValorLegal(5, "LGT art. 62.2.b"),),
    "reposicion.meses": (ValorLegal(1, "TRLRHL art. 14.2.c"),),
}


def valor(codigo: str, *, en: date) -> int:
    """The number in force on a day. Raises KeyError."""
    return vigente(VALORES, codigo, en=en).cantidad
