"""Values of national law that this room reads."""

from __future__ import annotations

from datetime import date

from consistorio.nucleo.valores import Tabla, ValorLegal, vigente

VALORES: Tabla = {
    "lesividad.meses": (ValorLegal(48, "LPACAP art. 107.2"),),
}


def meses_para_la_lesividad(*, en: date) -> int:
    """Within how many months of an act it may be declared harmful to the public interest, on a day: four years."""
    return vigente(VALORES, "lesividad.meses", en=en).cantidad
