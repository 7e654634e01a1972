"""An invoice from its credit to its payment and to the closing of its year, in a town that changed its program in September.

Ten points, each held against what was worked out by hand (TRLRHL 163 to 193, 213 to 219; RD 424/2017 28; ICAL): `Relato.comprobar`. The days are
those of September 2026 to March 2027, whenever it is told.
"""

from __future__ import annotations

from consistorio.cli.recorrido.historias.factura.carga import cargar
from consistorio.cli.recorrido.historias.factura.contrato import contratar
from consistorio.cli.recorrido.historias.factura.reparto import COMIENZO
from consistorio.cli.recorrido.relato import Relato

__all__ = ["COMIENZO", "factura"]


def factura(relato: Relato) -> None:
    """Play it to the end."""
    cargar(relato)
    contratar(relato)
