"""Public information: announced, run from the gazette, alleged in by anybody, answered and ended (LPACAP 83)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import MADRID, Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.usos import Uso, registrar_uso
from consistorio.tramitacion.motor.eventos_instruccion import (
    AnuncioPedido,
    InformacionAbierta,
    InformacionAlegada,
    InformacionCerrada,
    InformacionEnBoletin,
    InformacionRespondida,
)
from consistorio.tramitacion.motor.identificacion import Afectado
from consistorio.tramitacion.motor.models import ActoTramite, AlegacionPublica, InformacionPublica, Tarea, Vencimiento
from consistorio.tramitacion.motor.operaciones.flujo import avanzar, completar
from consistorio.tramitacion.motor.operaciones.plazos import dejar_de_vigilar, vigilar
from consistorio.tramitacion.motor.operaciones.tareas import cancelar, poner_en_espera, reabrir, reanudar
from consistorio.tramitacion.motor.operaciones.tramites import contar_termino
from consistorio.tramitacion.motor.reglas import pasos_de

EDICTO, INFORMACION_PUBLICA = "edicto", "informacion_publica"
registrar_uso(
    "expuesto",
    Uso(
        ActoTramite,
        gettext_lazy("uno de los que se exponen en una información pública"),
        documento="datos__expuestos__contains",
        vivos=Q(clase=INFORMACION_PUBLICA, estado__in=(ActoTramite.Estado.EN_FIRMA, ActoTramite.Estado.FIRMADO)),
    ),
)


def prevista(expediente: Expediente, tipo: str) -> Tarea | None:
    """The open task with which the procedure foresees that something of that kind is published; None when it foresees none."""
    previstas = expediente.tareas.filter(tipo=tipo, del_modelo=True, cerrada_el=None)
    return previstas.order_by("creada_el", "id").first()


def afectados(expediente: Expediente) -> list[Afectado]:
    """The natural persons of a case, parties or who acts for one: who must not be named as the law forbids."""
    partes = expediente.interesados.select_related("persona", "representante")
    return [
        Afectado(una.nombre, f"{una.apellido1} {una.apellido2}", una.nif)
        for parte in partes
        for una in (parte.persona, parte.representante)
        if una is not None and una.clase == Persona.Clase.FISICA
    ]


def pedir_anuncio(
    expediente: Expediente,
    *,
    documento_id: UUID,
    referencia: str,
    clase: str,
    titulo: str,
    dias: int | None,
    expuestos: Sequence[UUID] = (),
    actor: Actor,
    reloj: Reloj,
) -> None:
    """Ask that a signed document be shown on the notice board. Emits: motor.anuncio.pedido, in whose transaction it is."""
    exigir_transaccion()
    hecho = AnuncioPedido(expediente.id, documento_id, referencia, clase, titulo, dias, tuple(expuestos))
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)


def abrir_informacion(
    tarea: Tarea, expediente: Expediente, *, documento_id: UUID, titulo: str, dias: int, actor: Actor, reloj: Reloj
) -> InformacionPublica:
    """The signed public information of a task. Writes: InformacionPublica. Emits: motor.informacion.abierta."""
    exigir_transaccion()
    informacion = InformacionPublica.objects.create(
        expediente=expediente,
        tarea=tarea,
        documento_id=documento_id,
        titulo=titulo,
        dias=dias,
        abierta_el=reloj.ahora(),
    )
    hecho = InformacionAbierta(expediente.id, informacion.id, documento_id, dias)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    reanudar(tarea, actor=actor, reloj=reloj)  # the gazette is to be asked and noted
    return informacion


def en_boletin(
    informacion: InformacionPublica, expediente: Expediente, *, boletin: str, dia: date, actor: Actor, reloj: Reloj
) -> None:
    """The gazette of that day published it: its days run from the one after (LPACAP 30.3, 83.2).

    Writes: InformacionPublica, Tarea, Vencimiento. Emits: motor.informacion.publicada.
    """
    exigir_transaccion()
    publicado = datetime.combine(dia, time(12), tzinfo=MADRID)
    computo = contar_termino(informacion, None, publicado, 0, reloj)
    informacion.estado, informacion.boletin = InformacionPublica.Estado.NOTIFICADO, boletin
    informacion.notificado_el, informacion.vence, informacion.pasos = publicado, computo.vence, pasos_de(computo)
    informacion.save(update_fields=["estado", "boletin", "notificado_el", "vence", "pasos"])
    Tarea.objects.filter(id=informacion.tarea_id).update(vence=computo.vence)
    poner_en_espera(Tarea.objects.select_related("expediente").get(id=informacion.tarea_id), actor=actor, reloj=reloj)
    vigilar(expediente, Vencimiento.Clase.INFORMACION, referencia=informacion.id, vence=computo.vence)
    hecho = InformacionEnBoletin(expediente.id, informacion.id, computo.vence)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)


def alego(
    expediente: Expediente,
    *,
    aportacion_id: UUID,
    persona_id: UUID,
    representante_id: UUID | None,
    en_papel: bool,
    presentada: datetime,
    actor: Actor,
    reloj: Reloj,
) -> AlegacionPublica:
    """Somebody filed allegations: they are owed an answer (LPACAP 83.3). Those that come late on paper, when the task was over, open it
    again. Writes: AlegacionPublica, Tarea. Emits: motor.informacion.alegada."""
    exigir_transaccion()
    informacion = expediente.informaciones_publicas.exclude(tarea__estado=Tarea.Estado.CANCELADA).latest("abierta_el")
    alegacion = AlegacionPublica.objects.create(
        informacion=informacion,
        aportacion=aportacion_id,
        persona_id=persona_id,
        representante_id=representante_id,
        en_papel=en_papel,
        presentada_el=presentada,
    )
    hecho = InformacionAlegada(expediente.id, informacion.id, alegacion.id)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    reabrir(Tarea.objects.select_related("expediente").get(id=informacion.tarea_id), actor=actor, reloj=reloj)
    return alegacion


def responder(
    alegaciones: Sequence[AlegacionPublica],
    informacion: InformacionPublica,
    expediente: Expediente,
    *,
    documento_id: UUID,
    actor: Actor,
    reloj: Reloj,
) -> None:
    """A signed answer for these allegations. Writes: AlegacionPublica, Tarea. Emits: motor.informacion.respondida."""
    exigir_transaccion()
    AlegacionPublica.objects.filter(id__in=[una.id for una in alegaciones]).update(
        respuesta_id=documento_id, respondida_el=reloj.ahora()
    )
    hecho = InformacionRespondida(expediente.id, informacion.id, documento_id, len(alegaciones))
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    _terminar_tarea(informacion, expediente, actor=actor, reloj=reloj)


def cerrar_informacion(
    informacion: InformacionPublica, expediente: Expediente, *, causa: str, actor: Actor, reloj: Reloj
) -> None:
    """It ends: its days are over, the procedure ended, or its announcement was taken down. Taken down, the step is still to be done.

    Writes: InformacionPublica, Tarea. Emits: motor.informacion.cerrada.
    """
    exigir_transaccion()
    informacion.estado, informacion.cerrado_el = InformacionPublica.Estado.CERRADO, reloj.ahora()
    informacion.save(update_fields=["estado", "cerrado_el"])
    dejar_de_vigilar(referencia=informacion.id)
    anotar(expediente.cadena, InformacionCerrada(expediente.id, informacion.id, causa), actor=actor, reloj=reloj)
    if causa == "plazo":
        _terminar_tarea(informacion, expediente, actor=actor, reloj=reloj)
    elif causa == "retirada":
        tarea = Tarea.objects.select_related("expediente").get(id=informacion.tarea_id)
        volver_a_empezar(tarea, expediente, actor=actor, reloj=reloj)


def volver_a_empezar(tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """What was announced was taken down: its task is over, and the procedure that foresees the step opens it again.

    Writes: Tarea. Emits: tarea.cancelada, tarea.creada.
    """
    exigir_transaccion()
    if not tarea.abierta:
        return
    cancelar(tarea, actor=actor, reloj=reloj)
    if tarea.del_modelo:
        Tarea.objects.filter(id=tarea.id).update(del_modelo=False)
        avanzar(expediente, actor=actor, reloj=reloj)


def por_responder(informacion: InformacionPublica) -> int:
    """How many allegations wait for their answer."""
    return informacion.alegaciones.filter(respondida_el=None).count()


def por_que_no_acaba(informacion: InformacionPublica) -> list[str]:
    """What the public information waits for, a sentence each; empty when its task may be done."""
    motivos = []
    if informacion.notificado_el is None and informacion.cerrado_el is None:
        motivos.append(_("Falta anotar su publicación en el boletín oficial (artículo 83.2)."))
    elif informacion.cerrado_el is None and informacion.vence is not None:
        motivos.append(_("La información pública dura hasta el %(d)s.") % {"d": f"{informacion.vence:%d/%m/%Y}"})
    faltan = por_responder(informacion)
    if faltan:
        motivos.append(_("Faltan alegaciones por contestar: %(n)d (artículo 83.3).") % {"n": faltan})
    return motivos


def _terminar_tarea(informacion: InformacionPublica, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    tarea = Tarea.objects.select_related("expediente").get(id=informacion.tarea_id)
    if not tarea.abierta:
        return
    if por_que_no_acaba(informacion):
        reanudar(tarea, actor=actor, reloj=reloj)
    else:
        completar(tarea, {"codigo": "terminada"}, actor=actor, reloj=reloj, expediente=expediente)
