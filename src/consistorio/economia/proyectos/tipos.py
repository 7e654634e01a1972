"""Records that go from room to room. Amounts in euros."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from uuid import UUID

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


@dato
class CambioPedido:
    """What an open project is from `ejercicio` on. `aportaciones`: of each agent that it has, by its identifier; nothing, when it gives it up; `nuevos`: who finances it besides;
    `dejan`: applications that are not of it any more."""

    ejercicio: int
    nombre: str
    hasta: int
    gasto_total: Decimal
    motivo: str
    aportaciones: Mapping[UUID, Decimal]
    nuevos: tuple[AgenteNuevo, ...] = field(default=())
    dejan: tuple[UUID, ...] = field(default=())
