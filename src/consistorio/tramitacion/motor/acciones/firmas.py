"""What becomes of an act that waits for its signature."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.firma.consultas import circuito_de
from consistorio.documental.firma.models import Circuito
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.firmas import motivo_de_devolucion
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.motor import acceso
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.motor.operaciones import actos
from consistorio.tramitacion.motor.permisos import RECOGER_FIRMA


@accion(
    "motor.acto.firmado",
    "motor.acto.sin_efecto",
    permiso=RECOGER_FIRMA,
    norma="LPACAP arts. 36, 39.1, 40, 68, 80, 82 y 95; LRJSP art. 43",
)
def recoger_acto_firmado(*, actor: Actor, acto_id: UUID, reloj: Reloj) -> ActoTramite:
    """An act is signed: its document joins the case and it takes effect, or says why it no longer can. Twice is once.

    Who: the job of signatures. Writes: DocumentoExpediente, ActoTramite, Tarea, and the effect of its class.
    Emits: motor.acto.firmado and the facts of its class, or motor.acto.sin_efecto. Raises NoEncontrado, FaseIncompatible
    (not signed).
    """
    acto, tarea, expediente = _en_firma(acto_id)
    if acto.estado != ActoTramite.Estado.EN_FIRMA:
        return acto
    if _estado_del_circuito(acto) != Circuito.Estado.COMPLETADO:
        raise FaseIncompatible(_("El acto todavía no está firmado."))
    actos.firmado(acto, tarea, expediente, actor=actor, reloj=reloj)
    return acto


@accion("motor.acto.devuelto", permiso=RECOGER_FIRMA, norma="LPACAP arts. 36 y 75.1")
def recoger_acto_devuelto(*, actor: Actor, acto_id: UUID, reloj: Reloj) -> ActoTramite:
    """An act came back without signature: its task is to be done again, with the reason. Twice is once.

    Who: the job of signatures. Writes: ActoTramite, Tarea. Emits: motor.acto.devuelto, tarea.estado. Raises NoEncontrado,
    FaseIncompatible (it did not come back).
    """
    acto, tarea, expediente = _en_firma(acto_id)
    if acto.estado != ActoTramite.Estado.EN_FIRMA:
        return acto
    if _estado_del_circuito(acto) != Circuito.Estado.DEVUELTO:
        raise FaseIncompatible(_("El acto no se ha devuelto."))
    motivo = motivo_de_devolucion(acto.documento_id)
    actos.devuelto(acto, tarea, expediente, motivo=motivo, actor=actor, reloj=reloj)
    return acto


@accion("motor.acto.retirado", "tarea.cancelada", permiso=TRAMITAR, norma="LPACAP arts. 71 y 75.1")
def retirar_acto(*, actor: Actor, tarea_id: UUID, motivo: str, reloj: Reloj) -> Tarea:
    """Give up an act that waits for its signature, or that came back without it: nobody may sign it any more.

    Its task is over when it was only for the act; one that the procedure demands is to be done again. Who: whoever does the
    task. Writes: ActoTramite, Circuito, Tarea. Emits: motor.acto.retirado, firma.circuito.retirado, tarea.cancelada or
    tarea.estado. Raises NoEncontrado, NoPermitido, FaseIncompatible (nothing to give up), DatosIncorrectos (no reason).
    """
    tarea, expediente = acceso.tarea_para(actor, tarea_id, TRAMITAR)
    if not motivo.strip():
        mensaje = _("Explique por qué se retira: lo leerá quien lleve el expediente.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    if not tarea.abierta:
        raise FaseIncompatible(_("Esta tarea ya está cerrada."))
    actos.desechar(tarea, expediente, motivo=motivo.strip(), actor=actor, reloj=reloj)
    return tarea


def _estado_del_circuito(acto: ActoTramite) -> str:
    circuito = circuito_de(acto.documento_id)
    return circuito.estado if circuito is not None else ""


def _en_firma(acto_id: UUID) -> tuple[ActoTramite, Tarea, Expediente]:
    """The act with its task and its case, the case locked first."""
    expediente_id = ActoTramite.objects.filter(id=acto_id).values_list("expediente_id", flat=True).first()
    if expediente_id is None:
        raise NoEncontrado(_("No encontramos ese acto."))
    expediente = bloquear(expediente_id)
    acto = ActoTramite.objects.select_for_update().get(id=acto_id)
    tarea = Tarea.objects.select_for_update(of=("self",)).select_related("unidad").get(id=acto.tarea_id)
    tarea.expediente = expediente
    return acto, tarea, expediente
