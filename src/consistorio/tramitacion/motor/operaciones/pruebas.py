"""The period of proof: opened, notified to each party, and ended when its term is over and nothing waits to be practised (LPACAP 77-78)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.motor.eventos_instruccion import (
    PruebaAbierta,
    PruebaAdmitida,
    PruebaCerrada,
    PruebaNotificada,
    PruebaRechazada,
    PruebaTerminada,
)
from consistorio.tramitacion.motor.models import PeriodoPrueba, Prueba, Tarea, Vencimiento
from consistorio.tramitacion.motor.operaciones.comunicaciones import destinatarios_de, partes_de
from consistorio.tramitacion.motor.operaciones.flujo import completar
from consistorio.tramitacion.motor.operaciones.plazos import dejar_de_vigilar, levantar, suspender, vigilar
from consistorio.tramitacion.motor.operaciones.tareas import reabrir, reanudar
from consistorio.tramitacion.motor.operaciones.tramites import PENDIENTES, contar_termino
from consistorio.tramitacion.motor.reglas import CAUSA_PRUEBA, pasos_de


def abrir_periodo(
    tarea: Tarea,
    expediente: Expediente,
    *,
    documento_id: UUID,
    dias: int,
    extraordinario: bool,
    actor: Actor,
    reloj: Reloj,
) -> PeriodoPrueba:
    """The signed period of a task. Writes: PeriodoPrueba. Emits: motor.prueba.abierta."""
    exigir_transaccion()
    periodo = PeriodoPrueba.objects.create(
        expediente=expediente,
        tarea=tarea,
        documento_id=documento_id,
        dias=dias,
        extraordinario=extraordinario,
        por_notificar=[str(persona) for persona in destinatarios_de(expediente)],
        abierto_el=reloj.ahora(),
    )
    hecho = PruebaAbierta(expediente.id, periodo.id, documento_id, dias, extraordinario)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    return periodo


def notificado_periodo(
    periodo: PeriodoPrueba,
    expediente: Expediente,
    *,
    momento: datetime,
    persona_id: UUID | None,
    actor: Actor,
    reloj: Reloj,
) -> None:
    """The period was notified to one party: it runs; with several, until that of the last one ends.

    Writes: PeriodoPrueba, Tarea, Vencimiento. Emits: motor.prueba.notificada when its last day is another.
    """
    exigir_transaccion()
    if periodo.estado not in PENDIENTES:
        return
    computo = contar_termino(periodo, persona_id, momento, 0, reloj)
    periodo.por_notificar = [uno for uno in periodo.por_notificar if uno != str(persona_id)]
    if periodo.vence is not None and computo.vence <= periodo.vence:
        periodo.save(update_fields=["por_notificar"])
        vigilar(expediente, Vencimiento.Clase.PRUEBA, referencia=periodo.id, vence=periodo.vence)
        return
    periodo.estado, periodo.notificado_el = PeriodoPrueba.Estado.NOTIFICADO, momento
    periodo.vence, periodo.pasos = computo.vence, pasos_de(computo)
    periodo.save(update_fields=["estado", "notificado_el", "vence", "pasos", "por_notificar"])
    Tarea.objects.filter(id=periodo.tarea_id).update(vence=computo.vence)
    vigilar(expediente, Vencimiento.Clase.PRUEBA, referencia=periodo.id, vence=computo.vence)
    anotar(expediente.cadena, PruebaNotificada(expediente.id, periodo.id, computo.vence), actor=actor, reloj=reloj)


def sin_conocerlo(periodo: PeriodoPrueba, expediente: Expediente) -> list[Interesado]:
    """The parties of today to whom it was sent and not notified yet: it does not end without them (LPACAP 77.2)."""
    return [parte for parte in partes_de(expediente) if str(parte.persona_id) in periodo.por_notificar]


def admitir(
    periodo: PeriodoPrueba,
    expediente: Expediente,
    *,
    documento_id: UUID,
    descripcion: str,
    lugar: str,
    practica_el: datetime,
    propone_id: UUID | None,
    suspende: bool,
    actor: Actor,
    reloj: Reloj,
) -> Prueba:
    """A proof is admitted by a signed act. One that suspends stops the term until its result is in the case (LPACAP 22.1.e). The task of
    the period waits for it, also when it was over.

    Writes: Prueba, Tarea, Suspension, Plazo. Emits: motor.prueba.admitida, motor.plazo.recalculado.
    """
    exigir_transaccion()
    prueba = Prueba.objects.create(
        periodo=periodo,
        descripcion=descripcion,
        propone_id=propone_id,
        estado=Prueba.Estado.ADMITIDA,
        suspende=suspende,
        lugar=lugar,
        practica_el=practica_el,
        documento_id=documento_id,
        decidida_el=reloj.ahora(),
    )
    hecho = PruebaAdmitida(expediente.id, prueba.id, documento_id, practica_el, suspende)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    tarea = Tarea.objects.select_related("expediente").get(id=periodo.tarea_id)
    reabrir(tarea, actor=actor, reloj=reloj)
    reanudar(tarea, actor=actor, reloj=reloj)  # its record is to be written
    if suspende:
        suspender(expediente, causa=CAUSA_PRUEBA, referencia=prueba.id, desde=hoy(reloj), actor=actor, reloj=reloj)
    return prueba


def rechazar(
    periodo: PeriodoPrueba,
    expediente: Expediente,
    *,
    documento_id: UUID,
    descripcion: str,
    propone_id: UUID,
    actor: Actor,
    reloj: Reloj,
) -> Prueba:
    """A proof that a party proposed is refused by a signed act (LPACAP 77.3). Writes: Prueba. Emits: motor.prueba.rechazada."""
    exigir_transaccion()
    prueba = Prueba.objects.create(
        periodo=periodo,
        descripcion=descripcion,
        propone_id=propone_id,
        estado=Prueba.Estado.RECHAZADA,
        documento_id=documento_id,
        decidida_el=reloj.ahora(),
    )
    anotar(expediente.cadena, PruebaRechazada(expediente.id, prueba.id, documento_id), actor=actor, reloj=reloj)
    return prueba


def terminar(
    prueba: Prueba, expediente: Expediente, *, documento_id: UUID, practicada: bool, actor: Actor, reloj: Reloj
) -> None:
    """The record of a proof is in the case: the term that waited for it goes on, and the period ends if its days are over.

    Writes: Prueba, Suspension, Plazo, PeriodoPrueba, Tarea. Emits: motor.prueba.terminada, motor.plazo.recalculado.
    """
    exigir_transaccion()
    prueba.estado = Prueba.Estado.PRACTICADA if practicada else Prueba.Estado.NO_PRACTICADA
    prueba.acta_id, prueba.terminada_el = documento_id, reloj.ahora()
    prueba.save(update_fields=["estado", "acta_id", "terminada_el"])
    levantar(expediente, referencia=prueba.id, hasta=hoy(reloj), actor=actor, reloj=reloj)
    hecho = PruebaTerminada(expediente.id, prueba.id, documento_id, practicada)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    periodo = PeriodoPrueba.objects.select_for_update().get(id=prueba.periodo_id)
    if periodo.cerrado_el is not None:
        _terminar_tarea(periodo, expediente, actor=actor, reloj=reloj)


def cerrar_periodo(periodo: PeriodoPrueba, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """Its days are over; what was admitted is still practised. Writes: PeriodoPrueba, Tarea. Emits: motor.prueba.cerrada."""
    exigir_transaccion()
    periodo.estado, periodo.cerrado_el = PeriodoPrueba.Estado.CERRADO, reloj.ahora()
    periodo.save(update_fields=["estado", "cerrado_el"])
    dejar_de_vigilar(referencia=periodo.id)
    anotar(expediente.cadena, PruebaCerrada(expediente.id, periodo.id, "plazo"), actor=actor, reloj=reloj)
    _terminar_tarea(periodo, expediente, actor=actor, reloj=reloj)


def por_que_no_termina(periodo: PeriodoPrueba, expediente: Expediente) -> list[str]:
    """What the period waits for, a sentence each; empty when its task may be done."""
    motivos = []
    if periodo.notificado_el is None:
        motivos.append(_("Falta que se notifique el período de prueba."))
    elif periodo.cerrado_el is None and periodo.vence is not None:
        motivos.append(_("El período de prueba dura hasta el %(d)s.") % {"d": f"{periodo.vence:%d/%m/%Y}"})
    motivos += [
        _("Falta el acta de la prueba «%(p)s».") % {"p": prueba}
        for prueba in periodo.pruebas.filter(estado=Prueba.Estado.ADMITIDA).order_by("decidida_el", "id")
    ]
    if expediente.tareas.filter(codigo="escrito_prueba", cerrada_el=None).exists():
        motivos.append(_("Falta decidir sobre las pruebas que se han propuesto (artículo 77.3)."))
    return motivos


def _terminar_tarea(periodo: PeriodoPrueba, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    tarea = Tarea.objects.select_related("expediente").get(id=periodo.tarea_id)
    if not tarea.abierta:
        return
    if por_que_no_termina(periodo, expediente):
        reanudar(tarea, actor=actor, reloj=reloj)
    else:
        completar(tarea, {"codigo": "terminada"}, actor=actor, reloj=reloj, expediente=expediente)
