"""The proof of how a notification was practised."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
from consistorio.documental.firma.operaciones import sellar
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.consultas import cadena_de_expediente
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.notificaciones import consultas, datos_documento
from consistorio.servicios.notificaciones.acceso import notificacion_para
from consistorio.servicios.notificaciones.eventos import NotificacionEvidenciada
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.permisos import EVIDENCIAR


@accion(
    "notificacion.evidenciada",
    permiso=EVIDENCIAR,
    norma="LPACAP art. 41.1; RD 203/2021 art. 42.3",
)
def evidenciar(*, actor: Actor, notificacion_id: UUID, reloj: Reloj) -> Notificacion:
    """Make the proof of an outcome: act, addressee, dates of disposal and of access, refusal, expiry or delivery.

    Who: the job of the same name; idempotent. Writes Documento (TD09, sealed by a job), Notificacion, DocumentoExpediente.
    Emits NotificacionEvidenciada. Raises NoEncontrado.
    """
    notificacion = notificacion_para(actor, notificacion_id, motivo="", bloquear=True)
    if not notificacion.practicada or notificacion.evidencia_id is not None:
        return notificacion
    expediente = notificacion.expediente
    evidencia = crear_desde_plantilla(
        "evidencia",
        datos_documento.de_evidencia(notificacion),
        titulo=_("Justificante de la notificación %(n)s: %(e)s")
        % {"n": notificacion.numero, "e": notificacion.get_estado_display().lower()},
        tipo_documental="TD09",
        organo=expediente.unidad.dir3,
        unidad=expediente.unidad.nombre,
        expediente=expediente.numero,
        nombre=f"evidencia-{notificacion.numero.replace('/', '-')}.pdf",
        firmas=[SELLO_DE_ORGANO],
        actor=actor,
        reloj=reloj,
    )
    notificacion.evidencia = evidencia
    notificacion.save(update_fields=["evidencia"])
    sola = consultas.de_una_sola_parte(expediente.id)
    datos_documento.al_expediente(notificacion, evidencia, origen="evidencia", visible=sola, actor=actor, reloj=reloj)
    sellar(evidencia, referencia=f"evidencia:{notificacion.id}", reloj=reloj)
    anotar(
        cadena_de_expediente(expediente.id),
        NotificacionEvidenciada(notificacion.id, expediente.id, evidencia.id),
        actor=actor,
        reloj=reloj,
    )
    return notificacion
