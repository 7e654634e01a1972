"""Asking for reports and taking them in (LPACAP 79-80)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.reglas import sumar_meses
from consistorio.plataforma.calendario.tipos import Duracion, Unidad
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.eventos import InformeEmitido, InformePedido
from consistorio.tramitacion.motor.models import Informe, Tarea, Vencimiento
from consistorio.tramitacion.motor.operaciones.plazos import dejar_de_vigilar, levantar, suspender, vigilar
from consistorio.tramitacion.motor.reglas import CAUSA_INFORME, contar
from consistorio.tramitacion.motor.valores_legales import valor


def registrar_peticion(
    tarea: Tarea,
    expediente: Expediente,
    *,
    asunto: str,
    preceptivo: bool,
    precepto: str,
    suspende: bool,
    actor: Actor,
    reloj: Reloj,
    dias: int | None = None,
) -> Informe:
    """The report that a task is about. `dias`: hábiles; those of 80.2 unless a rule says otherwise.

    Writes: Informe, Vencimiento, Suspension. Emits: motor.informe.pedido.
    """
    exigir_transaccion()
    dia = hoy(reloj)
    dias = dias or valor("informe.dias", en=dia)
    vence = contar(dia, Duracion(dias, Unidad.DIAS_HABILES), calendario_de_la_sede(en=dia)).vence
    informe = Informe.objects.create(
        expediente=expediente,
        tarea=tarea,
        asunto=asunto[:250],
        preceptivo=preceptivo,
        suspende=suspende,
        precepto=precepto or "LPACAP art. 79.1",
        pedido_el=reloj.ahora(),
        vence=vence,
    )
    vigilar(expediente, Vencimiento.Clase.INFORME, referencia=informe.id, vence=vence)
    anotar(
        expediente.cadena,
        InformePedido(expediente.id, informe.id, tarea.unidad_id, preceptivo, suspende, vence),
        actor=actor,
        reloj=reloj,
    )
    if suspende:
        suspender_por(informe, expediente, desde=dia, actor=actor, reloj=reloj)
    return informe


def suspender_por(informe: Informe, expediente: Expediente, *, desde: date, actor: Actor, reloj: Reloj) -> None:
    """Stop the term while a mandatory report is awaited, three months at most (22.1.d). Writes: Suspension, Plazo."""
    exigir_transaccion()
    suspender(
        expediente,
        causa=CAUSA_INFORME,
        referencia=informe.id,
        desde=desde,
        tope=sumar_meses(desde, valor("informe.meses_tope", en=desde)),
        actor=actor,
        reloj=reloj,
    )


def registrar_emision(
    informe: Informe, expediente: Expediente, *, documento_id: UUID, sentido: str, actor: Actor, reloj: Reloj
) -> None:
    """The report was issued: it is signed. Writes: Informe, Suspension, Plazo. Emits: motor.informe.emitido."""
    exigir_transaccion()
    informe.emitido_el, informe.documento_id, informe.sentido = reloj.ahora(), documento_id, sentido
    informe.save(update_fields=["emitido_el", "documento_id", "sentido"])
    dejar_de_vigilar(referencia=informe.id)
    levantar(expediente, referencia=informe.id, hasta=hoy(reloj), actor=actor, reloj=reloj)
    anotar(
        expediente.cadena,
        InformeEmitido(expediente.id, informe.id, documento_id, sentido),
        actor=actor,
        reloj=reloj,
    )
