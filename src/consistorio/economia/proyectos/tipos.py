"""Records that go from room to room. Amounts in euros."""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal

from consistorio.nucleo.dato import dato


@dato
class AgenteNuevo:
    """Who finances a part: see `models.Agente`."""

    nombre: str
    economica: str
    aportacion: Decimal
    exclusivo: bool = True


@dato
class ArrastreNuevo:
    """What comes of a year that is not here; `agente`: its name, or nothing for the obligations of the project."""

    anio: int
    importe: Decimal
    agente: str = ""


@dato
class ProyectoNuevo:
    """A project as who writes it says it."""

    codigo: str
    nombre: str
    desde: int
    hasta: int
    gasto_total: Decimal
    agentes: tuple[AgenteNuevo, ...]
    arrastres: tuple[ArrastreNuevo, ...] = field(default=())
