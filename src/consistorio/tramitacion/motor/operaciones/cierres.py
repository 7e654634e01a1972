"""Closing what hangs from an instruction that will not go on."""

from __future__ import annotations

from collections.abc import Collection

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.eventos import AudienciaCerrada, RequerimientoCerrado
from consistorio.tramitacion.motor.eventos_instruccion import ConsultaNoEsperada, InformacionCerrada, PruebaCerrada
from consistorio.tramitacion.motor.models import Consulta, Plazo, Requerimiento, Suspension, Tarea, TramiteAudiencia
from consistorio.tramitacion.motor.operaciones.plazos import dejar_de_vigilar, levantar
from consistorio.tramitacion.motor.operaciones.tareas import cancelar
from consistorio.tramitacion.motor.orden import ANTES_DE_DECIDIR
from consistorio.tramitacion.motor.reglas import CAUSA_RECUSACION

ACREDITA = "acreditacion"
CONTESTADOS = ("cumplido", "desatendido", "cerrado")
# Who decides how it ends must be impartial too: what was raised about it is decided before (LPACAP 74). Silence that happened is certified all the
# same (24.4)
SIGUEN = ("comunicacion_inicial", "abstencion", "recusacion", "certificado_silencio")


def cerrar_instruccion(expediente: Expediente, *, actor: Actor, reloj: Reloj, siguen: Collection[str] = SIGUEN) -> None:
    """Give up every open step of the instruction: requests, hearings, periods of proof, public informations, reports, their tasks, dates and suspensions;
    but tasks of the kinds that go on (`siguen`).

    The term to decide goes on: a decision is still owed (LPACAP 21.1). Writes: Requerimiento, TramiteAudiencia, PeriodoPrueba,
    InformacionPublica, Tarea, Suspension, Plazo, Vencimiento. Emits: motor.requerimiento.cerrado, motor.audiencia.cerrada, motor.prueba.cerrada,
    motor.informacion.cerrada, tarea.cancelada, motor.plazo.recalculado.
    """
    exigir_transaccion()
    ahora = reloj.ahora()
    pedidos = expediente.requerimientos.exclude(estado__in=CONTESTADOS)
    de_representacion = (
        pedidos.filter(clase=Requerimiento.Clase.REPRESENTACION) if ACREDITA in siguen else pedidos.none()
    )
    sigue_pedido = set(de_representacion.values_list("tarea_id", flat=True))
    for requerimiento in pedidos.exclude(tarea_id__in=sigue_pedido):
        requerimiento.estado, requerimiento.cerrado_el = "cerrado", ahora
        requerimiento.save(update_fields=["estado", "cerrado_el"])
        dejar_de_vigilar(referencia=requerimiento.id)
        anotar(expediente.cadena, RequerimientoCerrado(expediente.id, requerimiento.id), actor=actor, reloj=reloj)
    for audiencia in expediente.audiencias.filter(cerrado_el=None):
        cerrar_audiencia_de(audiencia, expediente, causa="terminacion", actor=actor, reloj=reloj)
    for periodo in expediente.periodos_prueba.filter(cerrado_el=None):
        periodo.estado, periodo.cerrado_el = "cerrado", ahora
        periodo.save(update_fields=["estado", "cerrado_el"])
        dejar_de_vigilar(referencia=periodo.id)
        anotar(expediente.cadena, PruebaCerrada(expediente.id, periodo.id, "terminacion"), actor=actor, reloj=reloj)
    for informacion in expediente.informaciones_publicas.filter(cerrado_el=None):
        informacion.estado, informacion.cerrado_el = "cerrado", ahora
        informacion.save(update_fields=["estado", "cerrado_el"])
        dejar_de_vigilar(referencia=informacion.id)
        cerrada = InformacionCerrada(expediente.id, informacion.id, "terminacion")
        anotar(expediente.cadena, cerrada, actor=actor, reloj=reloj)
    for informe in expediente.informes.filter(emitido_el=None):
        dejar_de_vigilar(referencia=informe.id)
    suspensiones = Suspension.objects.filter(plazo__expediente=expediente, hasta=None)
    for suspension in suspensiones.exclude(causa=CAUSA_RECUSACION):
        levantar(expediente, referencia=suspension.referencia, hasta=hoy(reloj), actor=actor, reloj=reloj)
    for tarea in expediente.tareas.select_related("expediente").filter(cerrada_el=None, fase__in=ANTES_DE_DECIDIR):
        if tarea.id not in sigue_pedido and tarea.tipo not in siguen and tarea.codigo != "escrito_recusacion":
            cancelar(tarea, actor=actor, reloj=reloj)
    for tarea in Tarea.objects.filter(
        expediente=expediente,
        cerrada_el=None,
        tipo__in=("requerimiento", "audiencia", "prueba", "informacion_publica", "informe", "consulta"),
    ).exclude(id__in=sigue_pedido):
        tarea.expediente = expediente
        cancelar(tarea, actor=actor, reloj=reloj)


def cerrar_audiencia_de(
    audiencia: TramiteAudiencia, expediente: Expediente, *, causa: str, actor: Actor, reloj: Reloj
) -> None:
    """A hearing is given up before its parties were heard. Its task is left to the caller.

    Writes: TramiteAudiencia, Vencimiento. Emits: motor.audiencia.cerrada.
    """
    exigir_transaccion()
    audiencia.estado, audiencia.cerrado_el = "cerrado", reloj.ahora()
    audiencia.save(update_fields=["estado", "cerrado_el"])
    dejar_de_vigilar(referencia=audiencia.id)
    anotar(expediente.cadena, AudienciaCerrada(expediente.id, audiencia.id, causa), actor=actor, reloj=reloj)


def no_esperar_consulta(consulta: Consulta, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """Nobody waits for an answer any more, and the term that stood still for it goes on. Its task is left to the caller.

    Writes: Consulta, Suspension, Plazo. Emits: motor.consulta.no_esperada, motor.plazo.recalculado.
    """
    exigir_transaccion()
    consulta.no_esperada_el = reloj.ahora()
    consulta.save(update_fields=["no_esperada_el"])
    levantar(expediente, referencia=consulta.id, hasta=hoy(reloj), actor=actor, reloj=reloj)
    anotar(expediente.cadena, ConsultaNoEsperada(expediente.id, consulta.id), actor=actor, reloj=reloj)


def sin_silencio(expediente: Expediente) -> None:
    """What its party withdrew or waived is not granted by silence (LPACAP 94). Writes: Plazo."""
    exigir_transaccion()
    Plazo.objects.filter(expediente=expediente, silencio_el=None).update(silencio="no_procede")
