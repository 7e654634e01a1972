"""Suspending the execution of what is reviewed of office or appealed (LPACAP 108, 117). The case that looks at it is locked by the caller."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.servicios.resoluciones import revisiones
from consistorio.servicios.resoluciones.models import Revision
from consistorio.tramitacion.expedientes.consultas import acto_recurrido
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.operaciones.clase_acto import a_todos
from consistorio.tramitacion.motor.operaciones.comunicaciones import Comunicacion
from consistorio.tramitacion.motor.operaciones.ejecucion import en_suspenso_por, suspender_lo_decidido

SUSPENSION = "suspension_acto"


def acto_en_cuestion(expediente: Expediente) -> Expediente | None:
    """The case whose decision this one looks at again, an appeal or a review; None when it looks at none, or nobody said which."""
    revision = revisiones.revision_de(expediente)
    return revision.original if revision is not None else acto_recurrido(expediente)


def exigir_suspendible(expediente: Expediente) -> Expediente:
    """Assert that the execution of what a case looks at again may be suspended, and give the case that decided it. Raises FaseIncompatible."""
    motor.exigir(expediente, SUSPENSION)
    original = acto_en_cuestion(expediente)
    if original is None:
        raise FaseIncompatible(
            _("Este expediente no recurre ni revisa ningún acto."),
            que_hacer=_("En una revisión de oficio, diga antes qué acto se revisa."),
        )
    if en_suspenso_por(expediente) is not None:
        raise FaseIncompatible(_("La ejecución de ese acto ya está suspendida."))
    return original


def suspender(
    expediente: Expediente,
    original: Expediente,
    *,
    documento_id: UUID,
    desde: date,
    actor: Actor,
    reloj: Reloj,
    sesion: str = "",
) -> None:
    """What an appeal or a review looks at stands still; both cases tell it, and so is every party told (40.1).

    `sesion`: that in which its organ agreed it. Writes: EjecucionSuspendida, Revision. Emits: motor.ejecucion.suspendida, motor.comunicacion.pedida.
    """
    exigir_transaccion()
    revision = Revision.objects.select_for_update(of=("self",)).filter(expediente=expediente).first()
    if revision is not None:
        revision.suspendida_el, revision.suspension_id = reloj.ahora(), documento_id
        revision.save(update_fields=["suspendida_el", "suspension"])
    suspension = suspender_lo_decidido(
        expediente,
        original,
        documento_id=documento_id,
        desde=desde,
        sesion=sesion,
        filas=[revision] if revision is not None else [],
        actor=actor,
        reloj=reloj,
    )
    asunto = _("Se suspende la ejecución de un acto que se revisa")
    comunicacion = Comunicacion(documento_id, asunto, f"{SUSPENSION}:{suspension.id}")
    a_todos(expediente, comunicacion, actor=actor, reloj=reloj)
