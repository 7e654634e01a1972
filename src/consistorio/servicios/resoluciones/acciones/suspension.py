"""Suspend the execution of what is reviewed of office or appealed (LPACAP 108, 117), by an act or by what an organ agreed in session."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import accion
from consistorio.servicios.resoluciones import recursos, revisiones
from consistorio.servicios.resoluciones.colegiados import es_colegiado
from consistorio.servicios.resoluciones.reglas_revision import problemas_de_sesion
from consistorio.servicios.resoluciones.suspensiones import SUSPENSION, exigir_suspendible, suspender
from consistorio.servicios.resoluciones.tareas import tarea_abierta
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.expedientes.consultas import documentos_utiles, organo_competente
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.models import ActoTramite
from consistorio.tramitacion.motor.operaciones import Escrito, comunicaciones


def exigir_suspension(expediente: Expediente) -> Expediente:
    """The same, by an act that whoever decides signs. Raises FaseIncompatible."""
    original = exigir_suspendible(expediente)
    organo = organo_competente(expediente)
    if es_colegiado(organo.codigo):
        raise FaseIncompatible(
            _("La suspensión la acuerda en sesión el órgano que decide (%(o)s): no la firma una persona sola.")
            % {"o": organo.nombre},
            que_hacer=_(
                "Pida a la Secretaría que la incluya en el orden del día. Después, anote aquí lo que se acordó en «Anotar la suspensión acordada en sesión»."
            ),
        )
    motor.exigir_sin_firmar(expediente, SUSPENSION)
    return original


def exigir_suspension_en_sesion(expediente: Expediente) -> Expediente:
    """The same, by what a collegiate organ agreed. Raises FaseIncompatible."""
    original = exigir_suspendible(expediente)
    organo = organo_competente(expediente)
    if not es_colegiado(organo.codigo):
        raise FaseIncompatible(
            _("Aquí decide %(o)s, que no se reúne en sesión: la suspensión se firma.") % {"o": organo.nombre},
            que_hacer=_("Use «Suspender la ejecución del acto»."),
        )
    return original


@accion(
    "motor.acto.en_firma",
    "motor.ejecucion.suspendida",
    permiso=TRAMITAR,
    norma="LPACAP arts. 36, 108 y 117; LRJSP art. 43",
)
def suspender_ejecucion(*, actor: Actor, expediente_id: UUID, motivo: str, reloj: Reloj) -> ActoTramite:
    """Write the suspension of the execution of what is reviewed or appealed, which the organ that decides signs; then every party is told, and
    nothing of what that act owes is asked for until it is decided.

    `motivo`: what damage, impossible or hard to repair, it would cause, or on what nullity the appeal stands. Who: tramitador. Writes:
    Documento, ActoTramite, Tarea; once signed, EjecucionSuspendida. Emits: motor.acto.en_firma; once signed, motor.ejecucion.suspendida.
    Raises NoEncontrado, NoPermitido, FaseIncompatible, DatosIncorrectos (no reason; nobody holds the organ).
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    exigir_suspension(expediente)
    if not motivo.strip():
        mensaje = _("Explique qué perjuicio, imposible o difícil de reparar, causaría ejecutarlo.")
        raise DatosIncorrectos(_("La suspensión no está completa."), problemas=[Problema("motivo", mensaje)])
    return motor.dictar(
        expediente,
        SUSPENSION,
        _escrito(expediente, motivo.strip()),
        datos={"motivo": motivo.strip()},
        actor=actor,
        reloj=reloj,
    )


@accion(
    "motor.ejecucion.suspendida",
    "tarea.completada",
    permiso=TRAMITAR,
    norma="LPACAP arts. 108 y 117; ROF arts. 204 a 206",
)
def anotar_suspension(
    *, actor: Actor, expediente_id: UUID, documento_id: UUID, sesion_el: date | None, sesion_numero: str, reloj: Reloj
) -> None:
    """Note that the collegiate organ that decides agreed in session to suspend the execution of what is reviewed or appealed: it stands still from
    that day, and every party is told.

    `documento_id`: the certificate of what was agreed, which the case has already. Who: tramitador. Writes: EjecucionSuspendida, Tarea. Emits:
    motor.ejecucion.suspendida, tarea.completada. Raises NoEncontrado, NoPermitido, FaseIncompatible, DatosIncorrectos (every problem).
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    original = exigir_suspension_en_sesion(expediente)
    abierto = en_madrid(expediente.abierto_el).date()
    problemas = list(problemas_de_sesion(sesion_el, sesion_numero, abierto=abierto, hoy=hoy(reloj)))
    if not documentos_utiles(expediente).filter(documento_id=documento_id).exists():
        problemas.append(
            Problema("documento", _("Elija el certificado del acuerdo entre los documentos del expediente."))
        )
    if problemas or sesion_el is None:
        raise DatosIncorrectos(_("La suspensión no está completa."), problemas=problemas)
    suspender(
        expediente,
        original,
        documento_id=documento_id,
        desde=sesion_el,
        sesion=sesion_numero.strip(),
        actor=actor,
        reloj=reloj,
    )
    tarea = tarea_abierta(expediente, SUSPENSION)
    if tarea is not None:
        resultado = {"codigo": "acordada", "documento": str(documento_id)}
        motor.completar(tarea, resultado, actor=actor, reloj=reloj, expediente=expediente)


def _escrito(expediente: Expediente, motivo: str) -> Escrito:
    revision = revisiones.revision_de(expediente)
    if revision is not None:
        acto, norma = revisiones.nombre_del_acto(revision), _("Artículo 108 de la Ley 39/2015.")
        mientras = _("Se suspende la ejecución de %(a)s, mientras se revisa de oficio.")
    else:
        acto, norma = recursos.nombre_del_acto(expediente), _("Artículo 117 de la Ley 39/2015.")
        mientras = _("Se suspende la ejecución de %(a)s, mientras se resuelve el recurso.")
    titulo = _("Suspensión de la ejecución de un acto")
    datos = {
        **comunicaciones.cabecera_de(expediente),
        "titulo": titulo,
        "datos": [{"rotulo": _("Acto"), "valor": acto}],
        "texto": [
            mientras % {"a": acto},
            _("El motivo es este: %(m)s") % {"m": motivo},
            _("Hasta que se decida no se cobra ni se ejecuta nada de lo que resulta de ese acto."),
        ],
        "norma": norma,
    }
    return Escrito("comunicacion", datos, titulo, "TD02")
