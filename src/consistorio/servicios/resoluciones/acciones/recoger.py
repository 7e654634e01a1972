"""What came of a circuit of signatures: signed, returned, or a certificate ready. Run by jobs that the circuit's facts enqueue."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.resoluciones import libro, operaciones
from consistorio.servicios.resoluciones.eventos import CertificadoFirmado
from consistorio.servicios.resoluciones.models import Certificado, Resolucion
from consistorio.servicios.resoluciones.permisos import DOCUMENTAR
from consistorio.servicios.resoluciones.tareas import abierta_con_cerrojo
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.motor import operaciones as motor


@accion(
    "resolucion.firmada",
    "resolucion.devuelta",
    permiso=DOCUMENTAR,
    norma="LPACAP arts. 24.3, 36, 84 y 88; ROF art. 200",
)
def recoger_firma(*, actor: Actor, resolucion_id: UUID, documento_id: UUID, reloj: Reloj) -> Resolucion:
    """Every signature is there: the resolution exists, its document joins the case, the task to resolve is done.

    When positive silence came first, or the procedure ended otherwise meanwhile, it takes no effect: it goes back to who proposed
    it with its number and the reason (ResolucionDevuelta), as if a signatory had returned it.
    Who: the job of the same name; idempotent. A circuit of an earlier round changes nothing. Writes Resolucion,
    DocumentoExpediente, Tarea. Emits ResolucionFirmada and those of the task, whose result tells what to notify.
    Raises NoEncontrado.
    """
    previa = operaciones.existente(resolucion_id)
    expediente = bloquear(previa.expediente_id)
    resolucion = operaciones.bloqueada(resolucion_id)
    if resolucion.documento_id != documento_id or resolucion.estado != Resolucion.Estado.EN_FIRMA:
        return resolucion
    problemas = motor.problemas_de_decision(expediente, resolucion.sentido, en=hoy(reloj))
    if problemas:
        motivo = _("Se firmó cuando ya no cabía. %(m)s") % {"m": " ".join(p.mensaje for p in problemas)}
        _devolver(resolucion, documento_id, motivo=motivo, devuelta_por=actor.id, actor=actor, reloj=reloj)
        return resolucion
    operaciones.firmada(resolucion, Documento.objects.get(id=documento_id), actor=actor, reloj=reloj)
    if not resolucion.en_sesion:  # of what was agreed in one, its day counts, and was told then
        motor.cumplir_al_dictar(expediente, dia=hoy(reloj), actor=actor, reloj=reloj)
    tarea = abierta_con_cerrojo(resolucion.tarea_id)
    if tarea is not None:
        motor.completar(
            tarea,
            {
                "codigo": resolucion.sentido,
                "sentido": resolucion.sentido,
                "documento_id": str(documento_id),
                "referencia": f"resolucion:{resolucion.id}",
                "asunto": resolucion.asunto,
                "notificable": operaciones.notificable(resolucion),
            },
            actor=actor,
            reloj=reloj,
            expediente=expediente,
        )
    return resolucion


@accion("resolucion.devuelta", permiso=DOCUMENTAR, norma="ROF art. 199.4; LPACAP art. 88")
def recoger_devolucion(
    *, actor: Actor, resolucion_id: UUID, documento_id: UUID, motivo: str, devuelta_por: UUID, reloj: Reloj
) -> Resolucion:
    """A signatory sent it back: it returns to who asked, with the reason and its number.

    Who: the job of the same name; idempotent. Writes Resolucion, DevolucionFirma, Tarea. Emits ResolucionDevuelta.
    Raises NoEncontrado.
    """
    previa = operaciones.existente(resolucion_id)
    bloquear(previa.expediente_id)
    resolucion = operaciones.bloqueada(resolucion_id)
    if resolucion.documento_id != documento_id or resolucion.estado != Resolucion.Estado.EN_FIRMA:
        return resolucion
    _devolver(resolucion, documento_id, motivo=motivo, devuelta_por=devuelta_por, actor=actor, reloj=reloj)
    return resolucion


def _devolver(
    resolucion: Resolucion, documento_id: UUID, *, motivo: str, devuelta_por: UUID, actor: Actor, reloj: Reloj
) -> None:
    documento = Documento.objects.get(id=documento_id)
    operaciones.devuelta(resolucion, documento, motivo=motivo, devuelta_por=devuelta_por, actor=actor, reloj=reloj)
    tarea = abierta_con_cerrojo(resolucion.tarea_id)
    if tarea is not None:
        motor.reanudar(tarea, actor=actor, reloj=reloj)


@accion("resolucion.certificado.firmado", permiso=DOCUMENTAR, norma="ROF arts. 204 y 205")
def recoger_certificado(*, actor: Actor, certificado_id: UUID, reloj: Reloj) -> Certificado:
    """Both signatures of a certificate are there.

    Who: the job of the same name; idempotent. Writes Certificado. Emits CertificadoFirmado. Raises NoEncontrado.
    """
    certificado = (
        Certificado.objects.select_for_update(of=("self",))
        .select_related("resolucion__libro")
        .filter(id=certificado_id)
        .first()
    )
    if certificado is None:
        raise NoEncontrado(_("No encontramos ese certificado."))
    if certificado.firmado_el is None and certificado.resolucion.libro is not None:
        certificado.firmado_el = reloj.ahora()
        certificado.save(update_fields=["firmado_el"])
        hecho = CertificadoFirmado(certificado.id, certificado.documento_id)
        anotar(libro.cadena(certificado.resolucion.libro), hecho, actor=actor, reloj=reloj, filas=[certificado])
    return certificado
