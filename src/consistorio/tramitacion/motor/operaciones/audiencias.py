"""The hearing of the parties (LPACAP 82, 89.2): opened, notified to each, and ended when the last of them has had its term."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.expedientes.operaciones import mostrar_a_interesados
from consistorio.tramitacion.motor.eventos import AudienciaAbierta, AudienciaCerrada, AudienciaNotificada
from consistorio.tramitacion.motor.models import Tarea, TramiteAudiencia, Vencimiento
from consistorio.tramitacion.motor.operaciones import audiencias_de_terceros
from consistorio.tramitacion.motor.operaciones.audiencias_de_terceros import es_de_terceros
from consistorio.tramitacion.motor.operaciones.comunicaciones import partes_de
from consistorio.tramitacion.motor.operaciones.flujo import completar
from consistorio.tramitacion.motor.operaciones.plazos import dejar_de_vigilar, levantar, vigilar
from consistorio.tramitacion.motor.operaciones.tramites import PENDIENTES, contar_termino, partes_del_tramite
from consistorio.tramitacion.motor.reglas import pasos_de


def abrir_audiencia(
    tarea: Tarea,
    expediente: Expediente,
    *,
    documento_id: UUID,
    dias: int,
    actor: Actor,
    reloj: Reloj,
    lleva_id: UUID | None = None,
) -> TramiteAudiencia:
    """The signed hearing of a task. `lleva_id`: the writing that it carries. That of third parties, who asked is told of it and of the term
    that stops (Ley 19/2013 19.3). Writes: TramiteAudiencia, Documento. Emits: motor.audiencia.abierta, motor.comunicacion.pedida."""
    exigir_transaccion()
    terceros = es_de_terceros(tarea)
    partes = audiencias_de_terceros.por_oir(expediente) if terceros else partes_de(expediente)
    audiencia = TramiteAudiencia.objects.create(
        expediente=expediente,
        tarea=tarea,
        documento_id=documento_id,
        lleva_id=lleva_id,
        dias=dias,
        terceros=terceros,
        por_notificar=[str(parte.persona_id) for parte in partes],
        abierta_el=reloj.ahora(),
    )
    hecho = AudienciaAbierta(expediente.id, audiencia.id, documento_id, dias)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    if terceros:
        audiencias_de_terceros.decir_que_se_les_oye(audiencia, expediente, actor=actor, reloj=reloj)
    return audiencia


def notificada_audiencia(
    audiencia: TramiteAudiencia,
    expediente: Expediente,
    *,
    momento: datetime,
    persona_id: UUID | None,
    actor: Actor,
    reloj: Reloj,
) -> None:
    """The hearing was notified to one party: the term runs; with several, until that of the last one ends.

    Writes: TramiteAudiencia, Tarea, Vencimiento, Suspension. Emits: motor.audiencia.notificada when its last day is another.
    """
    exigir_transaccion()
    if audiencia.estado not in PENDIENTES:
        return
    if audiencia.lleva_id is not None:
        mostrar_a_interesados(expediente.id, [audiencia.lleva_id], visible=True)
    computo = contar_termino(audiencia, persona_id, momento, audiencia.ampliado, reloj)
    audiencia.por_notificar = [uno for uno in audiencia.por_notificar if uno != str(persona_id)]
    if audiencia.vence is not None and computo.vence <= audiencia.vence:
        audiencia.save(update_fields=["por_notificar"])
        vigilar(expediente, Vencimiento.Clase.AUDIENCIA, referencia=audiencia.id, vence=audiencia.vence)
        return
    audiencia.estado, audiencia.notificado_el = "notificado", momento
    audiencia.vence, audiencia.pasos = computo.vence, pasos_de(computo)
    audiencia.save(update_fields=["estado", "notificado_el", "vence", "pasos", "por_notificar"])
    Tarea.objects.filter(id=audiencia.tarea_id).update(vence=computo.vence)
    vigilar(expediente, Vencimiento.Clase.AUDIENCIA, referencia=audiencia.id, vence=computo.vence)
    if audiencia.terceros:
        audiencias_de_terceros.parar(audiencia, expediente, momento=momento, actor=actor, reloj=reloj)
    anotar(
        expediente.cadena,
        AudienciaNotificada(expediente.id, audiencia.id, computo.vence),
        actor=actor,
        reloj=reloj,
    )


def sin_oir(audiencia: TramiteAudiencia, expediente: Expediente) -> list[Interesado]:
    """The parties of today to whom a hearing was sent and not notified yet: it does not end without them (LPACAP 82.1)."""
    partes = partes_del_tramite(audiencia, expediente)
    return [parte for parte in partes if str(parte.persona_id) in audiencia.por_notificar]


def sin_alegar(audiencia: TramiteAudiencia, expediente: Expediente) -> list[Interesado]:
    """The parties of today who have alleged nothing since the hearing was opened, by themselves or through who represents them."""
    escritos = expediente.tareas.filter(codigo="escrito_alegaciones", creada_el__gte=audiencia.abierta_el)
    personas = {str(datos.get("persona")) for datos in escritos.values_list("datos", flat=True)}
    return [
        parte
        for parte in partes_del_tramite(audiencia, expediente)
        if not personas & {str(parte.persona_id), str(parte.representante_id)}
    ]


def llegaron_alegaciones(expediente: Expediente, *, dia: date, actor: Actor, reloj: Reloj) -> None:
    """Somebody alleged: when every third party has, the term that stood still for them goes on from that day (Ley 19/2013 19.3).

    Writes: Suspension, Plazo. Emits: motor.plazo.recalculado.
    """
    exigir_transaccion()
    for audiencia in expediente.audiencias.filter(terceros=True, cerrado_el=None):
        if not sin_oir(audiencia, expediente) and not sin_alegar(audiencia, expediente):
            levantar(expediente, referencia=audiencia.id, hasta=dia, actor=actor, reloj=reloj)


def cerrar_audiencia(
    audiencia: TramiteAudiencia, expediente: Expediente, *, causa: str, actor: Actor, reloj: Reloj
) -> None:
    """End the hearing. `causa`: plazo, alegaciones or renuncia (82.3). Writes: TramiteAudiencia, Tarea. Emits: motor.audiencia.cerrada."""
    exigir_transaccion()
    audiencia.estado, audiencia.cerrado_el = ("desatendido" if causa == "plazo" else "cumplido"), reloj.ahora()
    audiencia.save(update_fields=["estado", "cerrado_el"])
    dejar_de_vigilar(referencia=audiencia.id)
    if audiencia.terceros:
        audiencias_de_terceros.seguir(audiencia, expediente, actor=actor, reloj=reloj)
    anotar(expediente.cadena, AudienciaCerrada(expediente.id, audiencia.id, causa), actor=actor, reloj=reloj)
    tarea = Tarea.objects.select_related("expediente").get(id=audiencia.tarea_id)
    if tarea.abierta:
        completar(tarea, {"codigo": causa}, actor=actor, reloj=reloj, expediente=expediente)
    if audiencia.terceros:
        audiencias_de_terceros.volver_a_oir(expediente, actor=actor, reloj=reloj)
