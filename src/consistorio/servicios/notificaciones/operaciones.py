"""Building blocks that change notifications inside somebody's open transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.registro.tipos import Canal as CanalRegistro
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import MADRID, Reloj, en_madrid
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.consultas import cadena_de_expediente
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.servicios.notificaciones import consultas, cumplimiento, reglas
from consistorio.servicios.notificaciones.canales import partes_de, por_donde
from consistorio.servicios.notificaciones.contenido import ActoNotificable
from consistorio.servicios.notificaciones.eventos import (
    NotificacionEmitida,
    NotificacionEnviada,
    NotificacionPracticada,
    NotificacionPuestaADisposicion,
    NotificacionRetirada,
)
from consistorio.servicios.notificaciones.models import Comparecencia, EnvioRetirado, Notificacion, PublicacionBoe
from consistorio.servicios.notificaciones.numeracion import siguientes
from consistorio.servicios.notificaciones.registro_salida import asentar_salida, por_correo
from consistorio.servicios.notificaciones.tipos import Desenlace
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.expedientes.operaciones import mostrar_a_interesados
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.models import Tarea

ESTADO_DE = {
    Desenlace.ACCEDIDA: Notificacion.Estado.ACCEDIDA,
    Desenlace.RECHAZADA: Notificacion.Estado.RECHAZADA,
    Desenlace.CADUCADA: Notificacion.Estado.CADUCADA,
    Desenlace.ENTREGADA: Notificacion.Estado.ENTREGADA,
    Desenlace.PUBLICADA: Notificacion.Estado.PUBLICADA,
}


@dato
class Encargo:
    """The order to notify an act. `referencia` names it for ever; `tarea_id` is completed when all have been practised.

    `solo_informa`: a communication, which starts no term (LPACAP 21.4). `sentido`: of the decision, when it is one.
    """

    documento_id: UUID
    referencia: str
    asunto: str
    acto: ActoNotificable
    tarea_id: UUID | None = None
    de_oficio: bool = False
    solo_informa: bool = False
    sentido: str = ""


def emitir(
    expediente: Expediente,
    encargo: Encargo,
    *,
    actor: Actor,
    reloj: Reloj,
    interesados: Sequence[Interesado] | None = None,
) -> list[Notificacion]:
    """One notification for each party (all those of today unless said), by the channel that each must be notified by.

    The case is locked by the caller. Writes Notificacion; emits NotificacionEmitida; enqueues their preparation.
    The same `referencia` to the same person is the same notification. Raises DatosIncorrectos (contents of 40.2, nobody).
    """
    exigir_transaccion()
    problemas = reglas.problemas_de_contenido(encargo.acto.contenido)
    if problemas and not encargo.solo_informa:
        raise DatosIncorrectos(_("No se puede notificar todavía: falta contenido obligatorio."), problemas=problemas)
    partes = list(interesados if interesados is not None else partes_de(expediente))
    if not partes:
        raise DatosIncorrectos(_("El expediente no tiene a nadie a quien notificar."))
    if not encargo.solo_informa:
        mostrar_a_interesados(expediente.id, [encargo.documento_id], visible=False)
    ya = dict(Notificacion.objects.filter(referencia=encargo.referencia).values_list("destinatario_id", "id"))
    nuevas = [p for p in partes if p.persona_id not in ya]
    ahora = reloj.ahora()
    creadas = []
    for numero, parte in zip(siguientes(en_madrid(ahora).year, len(nuevas)) if nuevas else [], nuevas, strict=True):
        notificacion = _crear(expediente, encargo, parte, numero, ahora)
        creadas.append(notificacion)
        anotar(
            cadena_de_expediente(expediente.id),
            NotificacionEmitida(
                notificacion.id,
                expediente.id,
                encargo.documento_id,
                parte.persona_id,
                notificacion.canal,
                encargo.referencia,
            ),
            actor=actor,
            reloj=reloj,
            filas=[notificacion],
        )
        encolar("notificaciones.preparar", notificacion_id=notificacion.id)
    return creadas


def _crear(expediente: Expediente, encargo: Encargo, parte: Interesado, numero: str, ahora: datetime) -> Notificacion:
    suya = por_donde(parte, de_oficio=encargo.de_oficio, ahora=ahora)
    return Notificacion.objects.create(
        id=uuid7(),
        numero=numero,
        clase=Notificacion.Clase.COMUNICACION if encargo.solo_informa else Notificacion.Clase.NOTIFICACION,
        expediente=expediente,
        destinatario=parte.persona,
        representante=suya.representante,
        documento_id=encargo.documento_id,
        asunto=encargo.asunto[:240],
        referencia=encargo.referencia,
        tarea_id=encargo.tarea_id,
        contenido=encargo.acto.a_datos(),
        canal=suya.elegido.canal.value,
        motivo_canal=suya.elegido.motivo.value,
        correo_aviso=suya.correo,
        direccion_postal=_direccion(parte),
        emitida_el=ahora,
    )


def _direccion(parte: Interesado) -> str:
    """Where paper goes: the address given for the letters of this case, else that of the party in it, else the person's."""
    dadas = (parte.direccion_postal, parte.domicilio)
    domicilio = next((dada for dada in dadas if dada and isinstance(dada, dict)), {})
    lugar = " ".join(str(domicilio[c]) for c in ("codigo_postal", "municipio") if domicilio.get(c))
    partes = [str(domicilio[c]) for c in ("via", "direccion", "numero", "piso") if domicilio.get(c)]
    lejos = (str(domicilio.get(c) or "") for c in ("provincia", "pais"))
    texto = ", ".join(t for t in (*partes, lugar, *lejos) if t)
    persona = parte.representante or parte.persona
    propia = (persona.direccion, f"{persona.codigo_postal} {persona.municipio}".strip(), persona.provincia)
    return (texto or ", ".join(t for t in propia if t))[:400]


def direccion_que_consta(notificacion: Notificacion) -> str:
    """Where paper would go today: what is known now of its party, or of who receives it; empty when nothing is."""
    parte = consultas.parte_de(notificacion).select_related("persona", "representante").first()
    if parte is None:
        parte = Interesado(persona=notificacion.destinatario, representante=notificacion.representante)
    return notificacion.direccion_postal or _direccion(parte)


def poner_a_disposicion(notificacion: Notificacion, *, huella: str, actor: Actor, reloj: Reloj) -> None:
    """Make a prepared notification available in the sede, from this instant (LPACAP 43.3; on paper too, 42.1).

    `huella`: SHA-256 in hex of the sealed notification. The row is locked by the caller. Emits
    NotificacionPuestaADisposicion; enqueues the notice by mail; files the exit entry, but of what goes on paper: that waits to
    be posted, and leaves then. One already available is left as it is.
    """
    exigir_transaccion()
    if notificacion.estado != Notificacion.Estado.PREPARADA:
        return
    ahora = reloj.ahora()
    en_papel = notificacion.canal == Notificacion.Canal.PAPEL
    notificacion.estado = Notificacion.Estado.DISPONIBLE
    notificacion.puesta_a_disposicion = ahora
    notificacion.huella = huella
    informa = notificacion.clase == Notificacion.Clase.COMUNICACION
    if informa and not en_papel:
        notificacion.estado = Notificacion.Estado.COMUNICADA
        notificacion.practicada_el = ahora
    elif not informa and not en_papel:
        dia = en_madrid(ahora).date()
        regla = consultas.regla_vigente(dia)
        notificacion.regla_caducidad = regla.value
        notificacion.caduca = reglas.fin_del_acceso(ahora, regla=regla, calendario=calendario_de_la_sede(en=dia)).vence
    notificacion.save(
        update_fields=["estado", "puesta_a_disposicion", "huella", "regla_caducidad", "caduca", "practicada_el"]
    )
    anotar(
        cadena_de_expediente(notificacion.expediente_id),
        NotificacionPuestaADisposicion(
            notificacion.id,
            notificacion.expediente_id,
            notificacion.documento_id,
            ahora,
            notificacion.caduca,
            notificacion.regla_caducidad,
            huella,
            notificacion.referencia,
        ),
        actor=actor,
        reloj=reloj,
        filas=[notificacion],
    )
    if not informa:
        encolar("notificaciones.avisar", notificacion_id=notificacion.id)
    if en_papel:
        return
    cumplimiento.comprobar(notificacion, actor=actor, reloj=reloj)
    notificacion.salida = asentar_salida(notificacion, actor=actor, reloj=reloj)
    notificacion.save(update_fields=["salida"])


def enviar(notificacion: Notificacion, *, codigo: str, actor: Actor, reloj: Reloj) -> None:
    """What goes on paper leaves now: its exit entry is of this moment, and a communication is over with it.

    `codigo`: of the certified letter, if it has one. The row is locked by the caller, who saw that it waits. Writes Notificacion,
    Asiento. Emits NotificacionEnviada, registro.asiento.practicado.
    """
    exigir_transaccion()
    ahora = reloj.ahora()
    if notificacion.clase == Notificacion.Clase.COMUNICACION:
        notificacion.estado, notificacion.practicada_el = Notificacion.Estado.COMUNICADA, ahora
        notificacion.save(update_fields=["estado", "practicada_el"])
    anotar(
        cadena_de_expediente(notificacion.expediente_id),
        NotificacionEnviada(notificacion.id, notificacion.expediente_id, notificacion.clase, ahora),
        actor=actor,
        reloj=reloj,
        filas=[notificacion],
    )
    notificacion.salida = asentar_salida(
        notificacion, canal=CanalRegistro.CORREO_POSTAL, complementos=por_correo(codigo), actor=actor, reloj=reloj
    )
    notificacion.save(update_fields=["salida"])


def practicar(
    notificacion: Notificacion,
    desenlace: Desenlace,
    *,
    momento: datetime,
    actor: Actor,
    reloj: Reloj,
    pruebas: Sequence[Comparecencia | PublicacionBoe] = (),
) -> None:
    """End a notification: the first of its channels to arrive here counts, for ever (LPACAP 41.7).

    `momento`: its legal instant (for an expired one, the end of its last day; 43.2). `pruebas`: what proves it, just written.
    The row is locked by the caller. Emits NotificacionPracticada; enqueues its proof. One on paper that was opened in the sede
    before it was posted leaves by the sede: its exit entry is filed here. Raises Conflicto when it was not available or is
    already over.
    """
    exigir_transaccion()
    if notificacion.practicada or notificacion.estado in (Notificacion.Estado.PREPARADA, Notificacion.Estado.RETIRADA):
        raise Conflicto(_("Esta notificación no está pendiente: consulte su estado."))
    notificacion.estado = ESTADO_DE[desenlace]
    notificacion.practicada_el = momento
    notificacion.save(update_fields=["estado", "practicada_el"])
    anotar(
        cadena_de_expediente(notificacion.expediente_id),
        NotificacionPracticada(
            notificacion.id,
            notificacion.expediente_id,
            notificacion.documento_id,
            notificacion.destinatario_id,
            desenlace.value,
            momento,
            notificacion.referencia,
            notificacion.huella,
        ),
        actor=actor,
        reloj=reloj,
        filas=[notificacion, *pruebas],
    )
    encolar("notificaciones.evidenciar", notificacion_id=notificacion.id)
    _mostrar_lo_notificado(notificacion)
    _completar_tarea(notificacion, actor=actor, reloj=reloj)
    if notificacion.salida_id is None:
        notificacion.salida = asentar_salida(notificacion, actor=actor, reloj=reloj)
        notificacion.save(update_fields=["salida"])


def retirar(notificacion: Notificacion, retirada: EnvioRetirado, *, actor: Actor, reloj: Reloj) -> None:
    """What is not over is given up: nobody was notified with it, and it cannot be opened in the sede any more.

    `retirada`: its reason, just written. The row is locked by the caller, who saw that nothing waits for it. Writes Notificacion.
    Emits NotificacionRetirada.
    """
    exigir_transaccion()
    notificacion.estado = Notificacion.Estado.RETIRADA
    notificacion.save(update_fields=["estado"])
    anotar(
        cadena_de_expediente(notificacion.expediente_id),
        NotificacionRetirada(
            notificacion.id, notificacion.expediente_id, retirada.motivo, notificacion.referencia, notificacion.clase
        ),
        actor=actor,
        reloj=reloj,
        filas=[notificacion, retirada],
    )
    if Notificacion.objects.filter(referencia=notificacion.referencia, practicada_el__isnull=False).exists():
        _mostrar_lo_notificado(notificacion)


def dejar_sin_efecto(referencia: str, *, explicacion: str, actor: Actor, reloj: Reloj) -> list[Notificacion]:
    """The act of a reference stands no more: what was on its way to somebody is withdrawn, by whatever channel; what was practised stays.

    `explicacion`: as its addressee reads it. The case is locked by the caller. Writes EnvioRetirado, Notificacion. Emits
    NotificacionRetirada.
    """
    exigir_transaccion()
    pendientes = Notificacion.objects.select_for_update(of=("self",)).filter(
        referencia=referencia, practicada_el__isnull=True
    )
    retiradas = list(pendientes.exclude(estado=Notificacion.Estado.RETIRADA).order_by("id"))
    for una in retiradas:
        retirada = EnvioRetirado.objects.create(
            id=uuid7(),
            notificacion=una,
            motivo=EnvioRetirado.Motivo.SIN_EFECTO,
            explicacion=explicacion,
            momento=reloj.ahora(),
            por=actor.id,
        )
        retirar(una, retirada, actor=actor, reloj=reloj)
    return retiradas


def _mostrar_lo_notificado(notificacion: Notificacion) -> None:
    """Once the last addressee of an act has been notified, it is one more document of the case for every party.

    Those whose letter was given up are not waited for. Until then, and ever after what says whose it is when there are several (LPACAP 40.5), each one reads theirs through their
    own notification.
    """
    del_acto = Notificacion.objects.filter(referencia=notificacion.referencia)
    if del_acto.filter(practicada_el=None).exclude(estado=Notificacion.Estado.RETIRADA).exists():
        return
    documentos = [notificacion.documento_id]
    if consultas.de_una_sola_parte(notificacion.expediente_id):
        documentos += [c for c in del_acto.values_list("cedula_id", flat=True) if c is not None]
    mostrar_a_interesados(notificacion.expediente_id, documentos, visible=True)


def _completar_tarea(notificacion: Notificacion, *, actor: Actor, reloj: Reloj) -> None:
    """The task to notify is done when the last of its notifications has been practised."""
    if notificacion.tarea_id is None:
        return
    hermanas = Notificacion.objects.filter(tarea_id=notificacion.tarea_id)
    if hermanas.filter(practicada_el=None).exists():
        return
    tarea = (
        Tarea.objects.select_for_update(of=("self",))
        .select_related("expediente__version__procedimiento", "expediente__unidad")
        .filter(id=notificacion.tarea_id, cerrada_el=None)
        .first()
    )
    if tarea is not None:
        motor.completar(
            tarea,
            {"codigo": "practicada", "notificaciones": [n.numero for n in hermanas.order_by("numero")]},
            actor=actor,
            reloj=reloj,
        )


def caducar_si_toca(notificacion: Notificacion, *, actor: Actor, reloj: Reloj) -> bool:
    """Expire an electronic notification whose last day has ended (LPACAP 43.2). The row is locked by the caller.

    Returns whether it expired now. Its legal instant is the last second of that day, Europe/Madrid.
    """
    exigir_transaccion()
    if (
        notificacion.estado != Notificacion.Estado.DISPONIBLE
        or notificacion.caduca is None
        or not reglas.ha_caducado(notificacion.caduca, reloj.ahora())
    ):
        return False
    fin = datetime.combine(notificacion.caduca + timedelta(days=1), time(), MADRID) - timedelta(seconds=1)
    practicar(notificacion, Desenlace.CADUCADA, momento=fin.astimezone(UTC), actor=actor, reloj=reloj)
    return True


def acto_de(notificacion: Notificacion) -> ActoNotificable:
    """What it says."""
    datos = notificacion.contenido
    return ActoNotificable.de_datos(datos if isinstance(datos, dict) else {})


def entidad() -> str:
    """The town's name."""
    return str(settings.CONSISTORIO_ENTIDAD["nombre"])
