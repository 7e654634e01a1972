"""Taking back acts that wait for their signature."""

from __future__ import annotations

from consistorio.documental.firma.operaciones import retirar_firmas
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import retirar_acceso
from consistorio.tramitacion.motor.eventos import ActoRetirado
from consistorio.tramitacion.motor.models import ActoTramite, Tarea


def retirar_acto_de(tarea: Tarea, expediente: Expediente, *, motivo: str, actor: Actor, reloj: Reloj) -> bool:
    """Take the act of a task out of the signature folder, for good. False when none waited.

    Writes: ActoTramite, Circuito, PermisoExpediente. Emits: motor.acto.retirado, firma.circuito.retirado.
    """
    exigir_transaccion()
    acto = ActoTramite.objects.select_for_update().filter(tarea=tarea, estado=ActoTramite.Estado.EN_FIRMA).first()
    if acto is None:
        return False
    retirar_firmas(acto.documento_id, actor=actor, reloj=reloj)
    terminar(acto, ActoTramite.Estado.RETIRADO, motivo=motivo, reloj=reloj)
    hecho = ActoRetirado(expediente.id, acto.id, acto.clase, acto.documento_id)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[acto])
    return True


def terminar(acto: ActoTramite, estado: str, *, reloj: Reloj, motivo: str = "") -> None:
    """The act waits no more; who had to sign it no longer sees the case because of it. Writes: ActoTramite, PermisoExpediente."""
    exigir_transaccion()
    acto.estado, acto.terminado_el, acto.motivo = estado, reloj.ahora(), motivo[:1000]
    acto.save(update_fields=["estado", "terminado_el", "motivo"])
    retirar_acceso(referencia=acto.id, momento=acto.terminado_el)
