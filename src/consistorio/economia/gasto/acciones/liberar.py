"""Give back to the budget what a case set aside and did not spend."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from consistorio.economia.gasto import operaciones
from consistorio.economia.gasto.acceso import tarea_de_gasto
from consistorio.economia.gasto.datos_tarea import LIBERA
from consistorio.economia.presupuesto.permisos import GASTO
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.motor import operaciones as motor


@accion(
    "presupuesto.corregido",
    "gasto.operacion.anotada",
    "tarea.completada",
    permiso=GASTO,
    norma="RD 500/1990 arts. 31 a 33; Orden HAP/1781/2013, quinta parte, grupo 0",
)
def liberar_credito(*, actor: Actor, tarea_id: UUID, reloj: Reloj) -> Decimal:
    """Give back what is left of the retentions and commitments of a case in this year, with their negatives. Answers how much, in euros; nothing is left: 0.

    Who: who does the task, with `presupuesto.gasto`. Writes: Operacion and its entry, Tarea. Emits: presupuesto.corregido, tarea.completada. Raises
    NoEncontrado, NoPermitido, FaseIncompatible, Conflicto (the year is closed).
    """
    tarea, expediente = tarea_de_gasto(actor, tarea_id, GASTO, LIBERA)
    libre = operaciones.liberar(expediente, actor=actor, reloj=reloj)
    resultado = {"codigo": "liberado", "importe": f"{libre:.2f}"}
    motor.completar(tarea, resultado, actor=actor, reloj=reloj, expediente=expediente)
    return libre
