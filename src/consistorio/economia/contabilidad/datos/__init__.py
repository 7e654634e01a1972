"""Chart of accounts, posting rules and equivalences that come with the product; each file names its legal source.

The rules are those of the fifth part of the chart (Orden HAP/1781/2013), each with how sure it is; the equivalences with the budget are our own
proposal, which Intervención reviews before it relies on them.
"""

from __future__ import annotations

from consistorio.economia.contabilidad.acciones.implantar import implantar_plan
from consistorio.economia.contabilidad.permisos import ABRIR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj


def cargar_plan(*, reloj: Reloj) -> None:
    """Have the chart, the rules and the equivalences in the database. Repeating it changes nothing."""
    implantar_plan(actor=Actor.sistema("implantacion", ABRIR), reloj=reloj)
