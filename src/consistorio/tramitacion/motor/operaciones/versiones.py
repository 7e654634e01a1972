"""Moving a running case to another version of its procedure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import cambiar_version
from consistorio.tramitacion.motor.cambio_de_version import no_le_llegan, obstaculos
from consistorio.tramitacion.motor.models import CambioDeVersion
from consistorio.tramitacion.motor.operaciones.flujo import avanzar, no_hace_falta
from consistorio.tramitacion.motor.versiones import situaciones_de


def pasar(
    expediente: Expediente, version: VersionProcedimiento, cambio: CambioDeVersion, *, actor: Actor, reloj: Reloj
) -> None:
    """The case, whose row is locked, goes on under that version: what it adds begins, and what comes late for it is noted as not needed.

    Its phase, term, suspensions, silence, parties and what was done stay as they are. Writes: Expediente, Tarea. Emits:
    expediente.version.cambiada, tarea.creada. Raises Conflicto with why it cannot move.
    """
    exigir_transaccion()
    if expediente.version_id == version.id:
        raise Conflicto(_("Ya estaba en esa versión."))
    actual, nueva = expediente.version.tipada, version.tipada
    situacion = situaciones_de([expediente], en=hoy(reloj))[expediente.id]
    if motivos := obstaculos(actual, nueva, situacion):
        raise Conflicto(" ".join(motivos))
    cambiar_version(expediente, version, pedido_por=cambio.pedido_por_id, motivo_id=cambio.id, actor=actor, reloj=reloj)
    no_hace_falta(expediente, no_le_llegan(actual, nueva, situacion), actor=actor, reloj=reloj)
    fase = expediente.fase
    avanzar(expediente, actor=actor, reloj=reloj)
    if expediente.fase != fase:
        raise Conflicto(_("Al pasar a esa versión cambiaría de fase."))
