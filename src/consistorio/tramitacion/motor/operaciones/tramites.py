"""What notifications and later submissions do to the steps that wait for them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.reglas import sumar_meses
from consistorio.plataforma.calendario.tipos import Duracion, Unidad
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.eventos import (
    AudienciaCerrada,
    AudienciaNotificada,
    RequerimientoCerrado,
    RequerimientoContestado,
    RequerimientoNotificado,
)
from consistorio.tramitacion.motor.models import (
    Requerimiento,
    Tarea,
    Terminacion,
    TramiteAudiencia,
    Vencimiento,
)
from consistorio.tramitacion.motor.operaciones.flujo import completar
from consistorio.tramitacion.motor.operaciones.plazos import dejar_de_vigilar, levantar, suspender, vigilar
from consistorio.tramitacion.motor.operaciones.tareas import crear, reanudar
from consistorio.tramitacion.motor.reglas import CAUSA_SUBSANACION, MESES_CADUCIDAD, contar, pasos_de

PENDIENTES = ("emitido", "notificado")
QUIEN_ESPERA = {"subsanacion": "revision", "representacion": "acreditacion"}


def notificado_requerimiento(
    requerimiento: Requerimiento, expediente: Expediente, *, momento: datetime, actor: Actor, reloj: Reloj
) -> None:
    """The request was notified: its term runs from the day after, and the suspension from that day (LPACAP 22.1.a, 30.3).

    Writes: Requerimiento, Vencimiento, Suspension, Plazo. Emits: motor.requerimiento.notificado.
    """
    exigir_transaccion()
    if requerimiento.estado != "emitido":
        return
    computo = contar(
        momento, Duracion(requerimiento.dias, Unidad.DIAS_HABILES), calendario_de_la_sede(en=hoy(reloj))
    )
    requerimiento.estado, requerimiento.notificado_el = "notificado", momento
    requerimiento.vence, requerimiento.pasos = computo.vence, pasos_de(computo)
    requerimiento.save(update_fields=["estado", "notificado_el", "vence", "pasos"])
    Tarea.objects.filter(id=requerimiento.tarea_id).update(vence=computo.vence)
    vigilar(expediente, Vencimiento.Clase.REQUERIMIENTO, referencia=requerimiento.id, vence=computo.vence)
    if requerimiento.suspende:
        suspender(
            expediente,
            causa=CAUSA_SUBSANACION,
            referencia=requerimiento.id,
            desde=en_madrid(momento).date(),
            tope=computo.vence,
            actor=actor,
            reloj=reloj,
        )
    anotar(
        expediente.cadena,
        RequerimientoNotificado(expediente.id, requerimiento.id, computo.vence),
        actor=actor,
        reloj=reloj,
    )


def contestar_requerimiento(
    requerimiento: Requerimiento, expediente: Expediente, *, presentado: datetime, actor: Actor, reloj: Reloj
) -> None:
    """Documents came in answer: the suspension is lifted that day and the review goes on. Late answers count while no decision
    was notified (LPACAP 73.3).

    Writes: Requerimiento, Tarea, Suspension, Plazo, Terminacion. Emits: motor.requerimiento.contestado.
    """
    exigir_transaccion()
    if requerimiento.estado not in (*PENDIENTES, "desatendido"):
        return
    dia = en_madrid(presentado).date()
    en_plazo = requerimiento.vence is None or dia <= requerimiento.vence
    requerimiento.estado, requerimiento.cumplido_el = "cumplido", presentado
    requerimiento.save(update_fields=["estado", "cumplido_el"])
    dejar_de_vigilar(referencia=requerimiento.id)
    levantar(expediente, referencia=requerimiento.id, hasta=dia, actor=actor, reloj=reloj)
    propuesta = expediente.terminaciones.filter(referencia=requerimiento.id, estado="propuesta", cerrada_el=None).first()
    if propuesta is not None:
        propuesta.estado, propuesta.cerrada_el = "descartada", reloj.ahora()
        propuesta.save(update_fields=["estado", "cerrada_el"])
    anotar(
        expediente.cadena,
        RequerimientoContestado(expediente.id, requerimiento.id, en_plazo),
        actor=actor,
        reloj=reloj,
    )
    soltar_revision(requerimiento, expediente, actor=actor, reloj=reloj)


def soltar_revision(
    requerimiento: Requerimiento, expediente: Expediente, *, actor: Actor, reloj: Reloj
) -> None:
    """The task of the request is over, and what waited for it goes on: the review, or the check of a representation. Writes: Tarea."""
    tarea = Tarea.objects.select_related("expediente").get(id=requerimiento.tarea_id)
    if tarea.abierta:
        completar(
            tarea, {"codigo": requerimiento.estado}, actor=actor, reloj=reloj, expediente=expediente
        )
    esperaba = expediente.tareas.select_related("expediente").filter(
        tipo=QUIEN_ESPERA[requerimiento.clase], estado=Tarea.Estado.EN_ESPERA
    ).first()
    pendientes = expediente.requerimientos.filter(clase=requerimiento.clase, estado__in=PENDIENTES).exists()
    if esperaba is not None and not pendientes:
        reanudar(esperaba, actor=actor, reloj=reloj)


def cerrar_requerimiento(
    requerimiento: Requerimiento, expediente: Expediente, *, actor: Actor, reloj: Reloj
) -> None:
    """Take the answer as enough, or give the request up. Writes: Requerimiento, Tarea. Emits: motor.requerimiento.cerrado."""
    exigir_transaccion()
    abierto = requerimiento.estado in PENDIENTES
    requerimiento.estado, requerimiento.cerrado_el = "cerrado", reloj.ahora()
    requerimiento.save(update_fields=["estado", "cerrado_el"])
    dejar_de_vigilar(referencia=requerimiento.id)
    if abierto:
        levantar(expediente, referencia=requerimiento.id, hasta=hoy(reloj), actor=actor, reloj=reloj)
    anotar(
        expediente.cadena, RequerimientoCerrado(expediente.id, requerimiento.id), actor=actor, reloj=reloj
    )
    soltar_revision(requerimiento, expediente, actor=actor, reloj=reloj)


def notificada_audiencia(
    audiencia: TramiteAudiencia, expediente: Expediente, *, momento: datetime, actor: Actor, reloj: Reloj
) -> None:
    """The hearing was notified to one party: the term runs; with several, until that of the last one ends.

    Writes: TramiteAudiencia, Tarea, Vencimiento. Emits: motor.audiencia.notificada.
    """
    exigir_transaccion()
    if audiencia.estado not in PENDIENTES:
        return
    computo = contar(momento, Duracion(audiencia.dias, Unidad.DIAS_HABILES), calendario_de_la_sede(en=hoy(reloj)))
    if audiencia.vence is not None and computo.vence <= audiencia.vence:
        return
    audiencia.estado, audiencia.notificado_el = "notificado", momento
    audiencia.vence, audiencia.pasos = computo.vence, pasos_de(computo)
    audiencia.save(update_fields=["estado", "notificado_el", "vence", "pasos"])
    Tarea.objects.filter(id=audiencia.tarea_id).update(vence=computo.vence)
    vigilar(expediente, Vencimiento.Clase.AUDIENCIA, referencia=audiencia.id, vence=computo.vence)
    anotar(
        expediente.cadena,
        AudienciaNotificada(expediente.id, audiencia.id, computo.vence),
        actor=actor,
        reloj=reloj,
    )


def cerrar_audiencia(
    audiencia: TramiteAudiencia, expediente: Expediente, *, causa: str, actor: Actor, reloj: Reloj
) -> None:
    """End the hearing. `causa`: plazo, alegaciones or renuncia (82.3). Writes: TramiteAudiencia, Tarea. Emits: motor.audiencia.cerrada."""
    exigir_transaccion()
    audiencia.estado, audiencia.cerrado_el = ("desatendido" if causa == "plazo" else "cumplido"), reloj.ahora()
    audiencia.save(update_fields=["estado", "cerrado_el"])
    dejar_de_vigilar(referencia=audiencia.id)
    anotar(
        expediente.cadena, AudienciaCerrada(expediente.id, audiencia.id, causa), actor=actor, reloj=reloj
    )
    tarea = Tarea.objects.select_related("expediente").get(id=audiencia.tarea_id)
    if tarea.abierta:
        completar(tarea, {"codigo": causa}, actor=actor, reloj=reloj, expediente=expediente)


def notificada_advertencia(
    terminacion: Terminacion, expediente: Expediente, *, momento: datetime, actor: Actor, reloj: Reloj
) -> None:
    """The warning of lapse was notified: three months from there (LPACAP 95.1). Writes: Terminacion, Vencimiento."""
    exigir_transaccion()
    if terminacion.estado != "advertida" or terminacion.advertida_el is not None:
        return
    dia = en_madrid(momento).date()
    terminacion.advertida_el = dia
    terminacion.vence = calendario_de_la_sede(en=hoy(reloj)).habil_desde(sumar_meses(dia, MESES_CADUCIDAD))
    terminacion.save(update_fields=["advertida_el", "vence"])
    vigilar(expediente, Vencimiento.Clase.CADUCIDAD, referencia=terminacion.id, vence=terminacion.vence)


def llego_escrito(
    expediente: Expediente, *, clase: str, referencia: UUID, persona_id: UUID, actor: Actor, reloj: Reloj
) -> Tarea:
    """A later submission joined the case: somebody has to look at it. Writes: Tarea. LPACAP 53.1.e."""
    exigir_transaccion()
    nombres = {
        "subsanacion": _("Revisar la documentación aportada"),
        "alegaciones": _("Estudiar las alegaciones"),
        "recurso": _("Estudiar el recurso de reposición"),
        "desistimiento": _("Decidir sobre el desistimiento"),
        "renuncia": _("Decidir sobre la renuncia"),
        "otro": _("Ver el escrito presentado"),
    }
    return crear(
        expediente,
        codigo=f"escrito_{clase}",
        tipo="escrito",
        nombre=nombres[clase],
        fase=expediente.fase,
        unidad_id=expediente.unidad_id,
        datos={"clase": clase, "aportacion": str(referencia), "persona": str(persona_id)},
        actor=actor,
        reloj=reloj,
    )
