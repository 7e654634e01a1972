"""Extending the terms that run because of a technical incident of the sede (LPACAP 32.4)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.puertos.terminos import AcuerdoDeAmpliacion
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import incorporar_documento
from consistorio.tramitacion.motor.eventos import TerminoProrrogado
from consistorio.tramitacion.motor.models import ProrrogaIncidencia, Requerimiento, Tarea, Terminacion
from consistorio.tramitacion.motor.operaciones.plazos import alargar_suspension, vigilar
from consistorio.tramitacion.motor.operaciones.tramites import Tramite, clase_de_tramite, recontar
from consistorio.tramitacion.motor.reglas import pasos_de

ORIGEN = "incidencia"


def prorrogar(expediente: Expediente, acuerdo: AcuerdoDeAmpliacion, *, actor: Actor, reloj: Reloj) -> int:
    """Extend the parties' terms of a case that ran on the day of the decision and end before its date, and put the decision in
    it; how many moved.

    A suspension of the term to decide that a request caused lasts as long (22.1.a). The town's own term does not move: the
    incident of its sede does not give it more. Doing it again changes nothing.
    Writes: ProrrogaIncidencia, Requerimiento, TramiteAudiencia, PeriodoPrueba, InformacionPublica, Terminacion, Tarea, Vencimiento, Suspension, DocumentoExpediente.
    Emits: motor.termino.prorrogado, expediente.documento.incorporado.
    """
    exigir_transaccion()
    corren = {"vence__gte": acuerdo.firmado, "vence__lt": acuerdo.hasta}
    tramites: list[Tramite] = [
        *expediente.requerimientos.select_for_update().filter(estado="notificado", **corren),
        *expediente.audiencias.select_for_update().filter(estado="notificado", **corren),
        *expediente.periodos_prueba.select_for_update().filter(estado="notificado", **corren),
        *expediente.informaciones_publicas.select_for_update().filter(estado="notificado", **corren),
    ]
    movidos = [t for t in tramites if _tramite(t, expediente, acuerdo, actor=actor, reloj=reloj)]
    advertencias = expediente.terminaciones.select_for_update().filter(
        estado="advertida", advertida_el__isnull=False, **corren
    )
    avisadas = [a for a in advertencias if _advertencia(a, expediente, acuerdo, actor=actor, reloj=reloj)]
    if movidos or avisadas:
        documento = Documento.objects.get(id=acuerdo.documento_id)
        incorporar_documento(
            expediente,
            documento_id=documento.id,
            huella=documento.huella,
            origen=ORIGEN,
            actor=actor,
            reloj=reloj,
        )
    return len(movidos) + len(avisadas)


def _tramite(
    tramite: Tramite,
    expediente: Expediente,
    acuerdo: AcuerdoDeAmpliacion,
    *,
    actor: Actor,
    reloj: Reloj,
) -> bool:
    clase = clase_de_tramite(tramite)
    if tramite.vence is None or not _anotar(expediente, clase, tramite.id, tramite.vence, acuerdo, reloj=reloj):
        return False
    computo = recontar(tramite, reloj)
    tramite.vence, tramite.pasos = max(tramite.vence, computo.vence), pasos_de(computo)
    tramite.save(update_fields=["vence", "pasos"])
    Tarea.objects.filter(id=tramite.tarea_id).update(vence=tramite.vence)
    vigilar(expediente, clase, referencia=tramite.id, vence=tramite.vence)
    if isinstance(tramite, Requerimiento):
        alargar_suspension(expediente, referencia=tramite.id, tope=tramite.vence)
    _contar_lo_hecho(expediente, clase, tramite.id, tramite.vence, acuerdo, actor=actor, reloj=reloj)
    return True


def _advertencia(
    terminacion: Terminacion, expediente: Expediente, acuerdo: AcuerdoDeAmpliacion, *, actor: Actor, reloj: Reloj
) -> bool:
    clase = "caducidad"
    if terminacion.vence is None or not _anotar(
        expediente, clase, terminacion.id, terminacion.vence, acuerdo, reloj=reloj
    ):
        return False
    terminacion.vence = calendario_de_la_sede(en=hoy(reloj)).habil_desde(acuerdo.hasta)
    terminacion.save(update_fields=["vence"])
    vigilar(expediente, clase, referencia=terminacion.id, vence=terminacion.vence)
    _contar_lo_hecho(expediente, clase, terminacion.id, terminacion.vence, acuerdo, actor=actor, reloj=reloj)
    return True


def _anotar(
    expediente: Expediente, clase: str, referencia: UUID, vencia: date, acuerdo: AcuerdoDeAmpliacion, *, reloj: Reloj
) -> bool:
    """Whether the extension is new for this term."""
    _fila, nueva = ProrrogaIncidencia.objects.get_or_create(
        referencia=referencia,
        documento_id=acuerdo.documento_id,
        defaults={
            "expediente": expediente,
            "clase": clase,
            "incidencia": acuerdo.incidencia_id,
            "vencia": vencia,
            "hasta": acuerdo.hasta,
            "acordada_el": reloj.ahora(),
        },
    )
    return nueva


def _contar_lo_hecho(
    expediente: Expediente,
    clase: str,
    referencia: UUID,
    vence: date,
    acuerdo: AcuerdoDeAmpliacion,
    *,
    actor: Actor,
    reloj: Reloj,
) -> None:
    hecho = TerminoProrrogado(expediente.id, clase, referencia, acuerdo.incidencia_id, acuerdo.documento_id, vence)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
