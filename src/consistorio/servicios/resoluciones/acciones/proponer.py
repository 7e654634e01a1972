"""Writing a proposal and making it."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.resoluciones import consultas, contexto, datos_documento, operaciones, posteriores
from consistorio.servicios.resoluciones.eventos import PropuestaRedactada, ResolucionPropuesta
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.permisos import PROPONER
from consistorio.servicios.resoluciones.tareas import tarea_abierta
from consistorio.servicios.resoluciones.textos import Borrador
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.expedientes.consultas import organo_competente
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento
from consistorio.tramitacion.motor import operaciones as motor


@accion("resolucion.redactada", permiso=PROPONER, norma="LPACAP arts. 35 y 88")
def redactar(*, actor: Actor, expediente_id: UUID, borrador: Borrador, reloj: Reloj) -> Resolucion:
    """Keep the text of the proposal; also of a resolution returned without signature, before it is sent again.

    Who: staff with `resolucion.proponer` on the case. Writes Resolucion. Emits PropuestaRedactada.
    Raises NoEncontrado, FaseIncompatible (there is no proposal to make), Conflicto (already in signature).
    """
    expediente = expediente_que_lleva(actor, expediente_id, PROPONER)
    return _guardar(expediente, borrador, actor=actor, reloj=reloj)


def _guardar(expediente: Expediente, borrador: Borrador, *, actor: Actor, reloj: Reloj) -> Resolucion:
    resolucion = consultas.vigente_de(expediente.id)
    if resolucion is None or resolucion.estado == Resolucion.Estado.FIRMADA:
        resolucion = _nueva(expediente, borrador, actor)
    huella = operaciones.escribir(resolucion, borrador)
    resolucion.save()
    anotar(
        expediente.cadena,
        PropuestaRedactada(resolucion.id, expediente.id, borrador.sentido, huella),
        actor=actor,
        reloj=reloj,
        filas=[resolucion],
    )
    return resolucion


def _nueva(expediente: Expediente, borrador: Borrador, actor: Actor) -> Resolucion:
    tarea = tarea_abierta(expediente, "propuesta")
    if tarea is None and tarea_abierta(expediente, "resolucion") is None:
        raise FaseIncompatible(
            _("En este momento el expediente %(n)s no espera ninguna propuesta.") % {"n": expediente.numero},
            que_hacer=_("Mire el siguiente paso del expediente."),
        )
    organo = organo_competente(expediente)
    return Resolucion(
        id=uuid7(),
        expediente=expediente,
        tarea_propuesta_id=tarea.id if tarea is not None else None,
        sentido=borrador.sentido,
        fin_de_via=expediente.version.tipada.legal.fin_de_via,
        organo=organo.codigo,
        organo_texto=organo.nombre[:200],
        recursos=[asdict(r) for r in contexto.recursos_de(expediente.version.tipada)],
        propuesta_por=actor.id,
    )


@accion(
    "resolucion.propuesta",
    "resolucion.redactada",
    "tarea.adelantada",
    permiso=PROPONER,
    norma="LPACAP arts. 24.3, 35, 71.2, 82 y 88.7",
)
def proponer(
    *, actor: Actor, expediente_id: UUID, borrador: Borrador, reloj: Reloj, motivo_orden: str = ""
) -> Resolucion:
    """Make the proposal with this text: its document joins the case and the task is done.

    Who: staff with `resolucion.proponer` on the case. `motivo_orden`: why, when another alike of an older case had its turn (71.2).
    Writes Resolucion, Documento, MotivoDeTarea. Emits PropuestaRedactada,
    ResolucionPropuesta, TareaAdelantada, and those of the task. A denial without hearing where facts of others count is taken with a warning
    that is kept (82). Raises NoEncontrado, FaseIncompatible, Conflicto, DatosIncorrectos (no decision, no reasons where 35 asks
    for them, or against a positive silence: 24.3.a).
    """
    expediente = expediente_que_lleva(actor, expediente_id, PROPONER)
    resolucion = _guardar(expediente, borrador, actor=actor, reloj=reloj)
    tarea = tarea_abierta(expediente, "propuesta")
    if tarea is None and resolucion.estado != Resolucion.Estado.BORRADOR:
        raise FaseIncompatible(_("La propuesta ya está hecha: revise la resolución y envíela a la firma."))
    if tarea is not None:
        motor.respetar_turno(tarea, motivo=motivo_orden, actor=actor, reloj=reloj)
    resolucion.advertencias = list(operaciones.comprobar(resolucion, expediente, en=hoy(reloj)))
    documento = _documento(resolucion, expediente, actor=actor, reloj=reloj)
    resolucion.propuesta_documento = documento
    if resolucion.numero is None:
        resolucion.estado = Resolucion.Estado.PROPUESTA
    resolucion.save()
    incorporar_documento(
        expediente,
        documento_id=documento.id,
        huella=documento.huella,
        origen="propuesta",
        visible_interesado=False,
        actor=actor,
        reloj=reloj,
    )
    anotar(
        expediente.cadena,
        ResolucionPropuesta(
            resolucion.id, expediente.id, documento.id, resolucion.sentido, len(resolucion.advertencias)
        ),
        actor=actor,
        reloj=reloj,
        filas=[resolucion],
    )
    if tarea is not None:
        motor.completar(
            tarea,
            {
                "codigo": resolucion.sentido,
                "sentido": resolucion.sentido,
                "documento_id": str(documento.id),
                "titulo": documento.titulo,
                "secciones": posteriores.secciones_de(resolucion),
            },
            actor=actor,
            reloj=reloj,
            expediente=expediente,
        )
    return resolucion


def _documento(resolucion: Resolucion, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> Documento:
    return crear_desde_plantilla(
        "propuesta",
        datos_documento.de_propuesta(resolucion),
        titulo=_("Propuesta de resolución: %s") % resolucion.asunto,
        tipo_documental="TD13",
        organo=expediente.unidad.dir3,
        unidad=expediente.unidad.nombre,
        expediente=expediente.numero,
        nombre="propuesta.pdf",
        actor=actor,
        reloj=reloj,
    )
