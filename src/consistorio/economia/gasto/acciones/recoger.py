"""End the tasks of obligation whose invoices were recognised by another door: the page of the invoice, or the budget."""

from __future__ import annotations

from uuid import UUID

from consistorio.economia.gasto import operaciones
from consistorio.economia.gasto.datos_tarea import OBLIGA
from consistorio.economia.gasto.permisos import RECOGER
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.models import Tarea


@accion("tarea.completada", permiso=RECOGER, norma="RD 500/1990 arts. 58 a 60; TRLRHL art. 214.2")
def recoger_obligacion(*, actor: Actor, expediente_id: UUID, reloj: Reloj) -> list[Tarea]:
    """Its open tasks of obligation, when nothing is left of what they go on with, end with the last operation that recognised it, as if they had noted it.

    Who: the job of the same name; idempotent. Writes: Tarea and those that follow. Emits: tarea.completada. Raises NoEncontrado.
    """
    expediente = expediente_para(actor, expediente_id, RECOGER, bloquear=True)
    abiertas = expediente.tareas.select_for_update(of=("self",)).filter(tipo=OBLIGA).order_by("id")
    terminadas = []
    for tarea in abiertas:
        tarea.expediente = expediente
        operacion = operaciones.reconocida_de(tarea, expediente) if tarea.abierta else None
        if operacion is None or operaciones.queda_por_reconocer(tarea, expediente, operacion, hoy(reloj).year):
            continue
        resultado = {"codigo": "reconocida", "operacion": str(operacion.id), "importe": f"{operacion.importe:.2f}"}
        motor.completar(tarea, resultado, actor=actor, reloj=reloj, expediente=expediente)
        terminadas.append(tarea)
    return terminadas
