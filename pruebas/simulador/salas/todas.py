"""Every room, sown in a town."""

from __future__ import annotations

from consistorio.servicios.tests.escenario import RelojDePrueba

from .acuerdos import Acuerdos
from .borradores import Borradores
from .comunicaciones import Comunicaciones
from .gasto import Gasto
from .imparcialidad import Imparcialidad
from .pagos import Pagos
from .sala import Sala
from .versiones import Versiones

SALAS: dict[str, type[Sala]] = {
    "pagos": Pagos,
    "gasto": Gasto,
    "acuerdos": Acuerdos,
    "imparcialidad": Imparcialidad,
    "comunicaciones": Comunicaciones,
    "borradores": Borradores,
    "versiones": Versiones,
}


def sembradas(reloj: RelojDePrueba, *cuales: str) -> dict[str, Sala]:
    """Those rooms, or all of them, with what each begins with."""
    salas = {nombre: SALAS[nombre]() for nombre in (cuales or SALAS)}
    for sala in salas.values():
        sala.sembrar(reloj)
    return salas
