"""Ends of the procedure other than granting or denying: withdrawal, waiver, lapse (LPACAP 68.1, 84, 94, 95)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.eventos import TerminacionAbierta, TerminacionCambiada
from consistorio.tramitacion.motor.models import Tarea, Terminacion
from consistorio.tramitacion.motor.operaciones.tareas import cancelar

ACEPTADA = "aceptada"


def abrir_terminacion(
    expediente: Expediente,
    *,
    clase: str,
    estado: str,
    actor: Actor,
    reloj: Reloj,
    referencia: UUID | None = None,
    documento_id: UUID | None = None,
) -> Terminacion:
    """Note that the procedure may end this way; an open one of the same kind is kept.

    `estado`: advertida (95.1), pedida (94), propuesta (68.1). Writes: Terminacion. Emits: motor.terminacion.abierta.
    """
    exigir_transaccion()
    ya = expediente.terminaciones.filter(clase=clase, cerrada_el=None).first()
    if ya is not None:
        return ya
    terminacion = Terminacion.objects.create(
        expediente=expediente,
        clase=clase,
        estado=estado,
        referencia=referencia,
        documento_id=documento_id,
        creada_el=reloj.ahora(),
    )
    anotar(
        expediente.cadena,
        TerminacionAbierta(expediente.id, terminacion.id, clase, estado),
        actor=actor,
        reloj=reloj,
    )
    return terminacion


def cambiar_terminacion(terminacion: Terminacion, estado: str, *, actor: Actor, reloj: Reloj) -> None:
    """Accept or drop it. Accepting cancels what was left of the instruction; a decision still says so (LPACAP 21.1).

    Writes: Terminacion, Tarea. Emits: motor.terminacion.cambiada. Raises FaseIncompatible when it was already closed.
    """
    exigir_transaccion()
    if terminacion.cerrada_el is not None:
        raise FaseIncompatible(_("Esta forma de terminar ya se aceptó o se descartó."))
    terminacion.estado, terminacion.cerrada_el = estado, reloj.ahora()
    terminacion.save(update_fields=["estado", "cerrada_el"])
    expediente = terminacion.expediente
    anotar(
        expediente.cadena,
        TerminacionCambiada(expediente.id, terminacion.id, terminacion.clase, estado),
        actor=actor,
        reloj=reloj,
    )
    if estado == ACEPTADA:
        _dejar_solo_la_resolucion(expediente, terminacion, actor=actor, reloj=reloj)


def _dejar_solo_la_resolucion(expediente: Expediente, terminacion: Terminacion, *, actor: Actor, reloj: Reloj) -> None:
    abiertas = expediente.tareas.select_related("expediente").filter(cerrada_el=None)
    for tarea in abiertas.filter(fase__in=("iniciacion", "ordenacion", "instruccion")):
        if tarea.tipo != "comunicacion_inicial":
            cancelar(tarea, actor=actor, reloj=reloj)
    for tarea in expediente.tareas.filter(cerrada_el=None, tipo__in=("propuesta", "resolucion")):
        Tarea.objects.filter(id=tarea.id).update(datos={**tarea.datos, "terminacion": terminacion.clase})
