"""Count again the terms that run from a call, once Secretaría has written it down (LGS 25.4)."""

from __future__ import annotations

from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.motor.operaciones.comienzos import contar_desde_la_convocatoria
from consistorio.tramitacion.motor.permisos import BARRER


@accion(
    "motor.plazo.recalculado",
    "motor.comunicacion.pedida",
    permiso=BARRER,
    norma="Ley 38/2003 art. 25.4; LPACAP arts. 21.3 y 21.4",
)
def recontar_convocatoria(*, actor: Actor, expediente_id: UUID, reloj: Reloj) -> bool:
    """The term of a case counts from the call of its procedure as it is written now, and the parties are told; whether it changed.

    Who: the job of the same name, which the writing of the call enqueues, and its daily sweep; idempotent. Writes: Plazo, Vencimiento,
    Documento. Emits: motor.plazo.recalculado, motor.comunicacion.pedida. Raises NoEncontrado.
    """
    return contar_desde_la_convocatoria(bloquear(expediente_id), actor=actor, reloj=reloj)
