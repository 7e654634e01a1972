"""How a difference is told. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from consistorio.economia.carga.filas import CERO
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.tipos import Importe


def distinto(donde: str, que: str, dice: Decimal, suma: Decimal) -> Problema:
    """Two amounts that should be one."""
    mensaje = _("%(que)s: el programa anterior dice %(dice)s y lo cargado suma %(suma)s. La diferencia es %(resta)s.")
    partes = {"que": que, "dice": Importe(dice), "suma": Importe(suma), "resta": Importe(dice - suma)}
    return Problema(donde, mensaje % partes)


def distinto_numero(donde: str, que: str, dice: Decimal, hay: Decimal) -> Problema:
    """Two counts that should be one."""
    mensaje = _("%(que)s: el programa anterior dice %(dice)s y se han cargado %(hay)s.")
    return Problema(donde, mensaje % {"que": que, "dice": f"{dice.normalize():f}", "hay": f"{hay.normalize():f}"})


def suma_de(importes: Iterable[Decimal]) -> Decimal:
    """Their sum, in euros with cents."""
    return sum(importes, CERO)


def repetidos(tabla: str, claves: Iterable[object]) -> Iterator[Problema]:
    """Each key that is there twice."""
    vistas = set[object]()
    for clave in claves:
        if clave in vistas:
            yield Problema(tabla, _("«%(clave)s» está dos veces.") % {"clave": clave})
        vistas.add(clave)
