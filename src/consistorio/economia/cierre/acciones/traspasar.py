"""What a year leaves pending goes over to the next one while it still takes entries."""

from __future__ import annotations

from consistorio.economia.cierre.acciones.cerrar import NORMA
from consistorio.economia.cierre.permisos import CERRAR
from consistorio.economia.presupuesto.models import SaldoCerrado
from consistorio.economia.presupuesto.operaciones import traspaso
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


@accion("presupuesto.traspasado", permiso=CERRAR, norma=NORMA)
def traspasar_pendientes(*, actor: Actor, anio: int, reloj: Reloj) -> list[SaldoCerrado]:
    """Have what a year that ended leaves to be paid and to be collected among the closed years of the next one before it is closed, so that it is paid and collected there. It may
    be done as many times as there is something new.

    Who: with `cierre.cerrar`. Writes, emits and raises as `operaciones.traspaso.traspasar`.
    """
    return traspaso.traspasar(anio, actor=actor, reloj=reloj)
