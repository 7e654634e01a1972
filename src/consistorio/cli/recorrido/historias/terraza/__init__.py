"""A terrace: the area personalises its procedure by itself while cases run, and each clock ends on its day.

Ten points, each held against what was worked out by hand (LPACAP 21, 22, 24, 30, 40.4, 43, 68, 124): `Relato.comprobar`. The days are those of
March to June of 2026, whenever it is told: national and Castilla y León holidays, and no local one that counts.
"""

from __future__ import annotations

from consistorio.cli.recorrido.historias.terraza.area import personalizar
from consistorio.cli.recorrido.historias.terraza.concedida import conceder, instruir, pedir, subsanar
from consistorio.cli.recorrido.historias.terraza.rehecho import rehacer
from consistorio.cli.recorrido.historias.terraza.reparto import COMIENZO
from consistorio.cli.recorrido.historias.terraza.silencio import callar, presentar, resolver_tarde
from consistorio.cli.recorrido.relato import Relato

__all__ = ["COMIENZO", "terraza"]


def terraza(relato: Relato) -> None:
    """Play it to the end: the case of B is closed; A and C are decided and at their parties' disposal."""
    a, c = presentar(relato)
    personalizar(relato, en_marcha=a)
    pedir(relato)
    subsanar(relato)
    instruir(relato)
    conceder(relato)
    callar(relato, a, c)
    resolver_tarde(relato, a, c)
    rehacer(relato)
