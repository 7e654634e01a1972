"""The paper channel, recorded: attempts of delivery, what has nowhere to go, and the announcement that replaces them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import MADRID, Reloj, en_madrid
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.consultas import cadena_de_expediente
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.servicios.notificaciones import cumplimiento, operaciones, reglas
from consistorio.servicios.notificaciones.acceso import notificacion_para
from consistorio.servicios.notificaciones.acciones.correo import LARGO_EXPLICACION, exigir_por_enviar
from consistorio.servicios.notificaciones.eventos import IntentoAnotado, NotificacionInfructuosa, NotificacionSinLugar
from consistorio.servicios.notificaciones.models import IntentoPapel, LugarIgnorado, Notificacion, PublicacionBoe
from consistorio.servicios.notificaciones.permisos import PAPEL
from consistorio.servicios.notificaciones.tipos import Desenlace, Intento, ResultadoIntento
from consistorio.tramitacion.expedientes.models import Expediente


@accion(
    "notificacion.intento_papel",
    "notificacion.practicada",
    "notificacion.infructuosa",
    permiso=PAPEL,
    norma="LPACAP arts. 41.5, 41.7, 42.2 y 44",
)
def anotar_intento_papel(
    *, actor: Actor, notificacion_id: UUID, intento: Intento, reloj: Reloj, acuse_id: UUID | None = None
) -> Notificacion:
    """Record an attempt of delivery at the door, as the acknowledgement says.

    Who: staff with `notificacion.papel` on the case. Writes IntentoPapel. A delivery or a refusal practises the notification at
    the time of the attempt; two failed attempts, or one that cannot be repeated, leave the announcement in the BOE pending.
    If it was opened in the sede before, that stands and the attempt is only kept. The first one meets the duty to notify a
    decision in term (40.4; `cumplimiento`). Raises NoEncontrado, FaseIncompatible (not on paper, not posted yet, or given up),
    DatosIncorrectos (42.2, or dated in the future or before it left).
    """
    notificacion = notificacion_para(actor, notificacion_id, motivo=_("Entrega en papel"), bloquear=True)
    if notificacion.canal != Notificacion.Canal.PAPEL or notificacion.salida is None:
        raise FaseIncompatible(
            _("Esta notificación no se entrega en papel o todavía no consta enviada."),
            que_hacer=_("Si la envía en papel, imprímala y márquela como enviada en «Correo postal»."),
        )
    if notificacion.estado == Notificacion.Estado.RETIRADA:
        raise FaseIncompatible(_("Esta carta se dejó sin notificar: ya no se anotan entregas."))
    previos = [_intento(i) for i in notificacion.intentos.order_by("numero")]
    problemas = [
        *_problemas_de_fecha(intento.momento, notificacion.salida.registrado_el, reloj.ahora()),
        *reglas.problemas_de_intento(previos, intento, calendario_de_la_sede(en=en_madrid(intento.momento).date())),
    ]
    if problemas:
        raise DatosIncorrectos(_("No se puede anotar este intento de entrega."), problemas=problemas)
    fila = IntentoPapel.objects.create(
        id=uuid7(),
        notificacion=notificacion,
        numero=len(previos) + 1,
        momento=intento.momento,
        resultado=intento.resultado.value,
        receptor=intento.receptor,
        receptor_es_destinatario=intento.receptor_es_destinatario,
        receptor_edad=intento.receptor_edad,
        acuse_id=acuse_id,
        anotado_el=reloj.ahora(),
        anotado_por=actor.id,
    )
    anotar(
        cadena_de_expediente(notificacion.expediente_id),
        IntentoAnotado(notificacion.id, notificacion.expediente_id, fila.numero, fila.resultado, fila.momento),
        actor=actor,
        reloj=reloj,
        filas=[fila],
    )
    _consecuencia(notificacion, [*previos, intento], actor=actor, reloj=reloj)
    if fila.numero == 1:
        cumplimiento.comprobar(notificacion, actor=actor, reloj=reloj)
    return notificacion


def _problemas_de_fecha(momento: datetime, enviada: datetime, ahora: datetime) -> list[Problema]:
    if momento > ahora:
        return [Problema("momento", _("La fecha y hora del intento no pueden ser futuras."))]
    if momento < enviada:
        return [Problema("momento", _("El intento no puede ser anterior al envío de la notificación."))]
    return []


def _intento(fila: IntentoPapel) -> Intento:
    return Intento(
        fila.momento,
        ResultadoIntento(fila.resultado),
        fila.receptor,
        fila.receptor_es_destinatario,
        fila.receptor_edad,
    )


def _consecuencia(notificacion: Notificacion, intentos: list[Intento], *, actor: Actor, reloj: Reloj) -> None:
    if notificacion.practicada:
        return
    ultimo = intentos[-1]
    if ultimo.resultado is ResultadoIntento.ENTREGADA:
        operaciones.practicar(notificacion, Desenlace.ENTREGADA, momento=ultimo.momento, actor=actor, reloj=reloj)
    elif ultimo.resultado is ResultadoIntento.REHUSADA:
        operaciones.practicar(notificacion, Desenlace.RECHAZADA, momento=ultimo.momento, actor=actor, reloj=reloj)
    elif reglas.es_infructuosa(intentos):
        notificacion.estado = Notificacion.Estado.INFRUCTUOSA
        notificacion.save(update_fields=["estado"])
        anotar(
            cadena_de_expediente(notificacion.expediente_id),
            NotificacionInfructuosa(notificacion.id, notificacion.expediente_id, ultimo.resultado.value),
            actor=actor,
            reloj=reloj,
            filas=[notificacion],
        )


@accion("notificacion.lugar_ignorado", permiso=PAPEL, norma="LPACAP arts. 41.4 y 44")
def declarar_lugar_ignorado(
    *, actor: Actor, notificacion_id: UUID, motivo: str, averiguado: str, consultado: bool, reloj: Reloj
) -> Notificacion:
    """Say that nobody knows where to notify on paper: no attempt is made, and the announcement in the BOE waits.

    For what was never posted and has no address; what has one is sent there and fails at the door before it is announced.
    `averiguado`: what was done to find out; `consultado`: the padrón was asked (41.4), which comes first.
    Who: staff with `notificacion.papel` on the case. Writes LugarIgnorado, Notificacion. Emits NotificacionSinLugar.
    Raises NoEncontrado, Conflicto (not on paper, sent or over; an address is known), FaseIncompatible (a communication, or case
    closed), DatosIncorrectos (every problem).
    """
    notificacion = notificacion_para(actor, notificacion_id, motivo=_("Lugar que se ignora"), bloquear=True)
    exigir_por_enviar(notificacion)
    numero = {"n": notificacion.numero}
    if notificacion.clase != Notificacion.Clase.NOTIFICACION:
        raise FaseIncompatible(
            _("%(n)s es una comunicación: no se anuncia en el BOE.") % numero,
            que_hacer=_("Si no consta adónde enviarla, quien dirige el servicio puede dejarla sin enviar."),
        )
    if notificacion.expediente.estado != Expediente.Estado.ABIERTO and not notificacion.tras_el_cierre:
        raise FaseIncompatible(_("El expediente de %(n)s está cerrado: ya no se anuncia.") % numero)
    if operaciones.direccion_que_consta(notificacion):
        raise Conflicto(
            _("Consta una dirección para %(n)s: no se puede decir que se ignora.") % numero,
            que_hacer=_("Anótela en «Correo postal» y envíela. Si no se puede entregar, se anuncia después."),
        )
    problemas = _problemas_de_lugar(motivo, averiguado.strip(), consultado=consultado)
    if problemas:
        raise DatosIncorrectos(_("No se puede pasar al anuncio en el BOE."), problemas=problemas)
    lugar = LugarIgnorado.objects.create(
        id=uuid7(),
        notificacion=notificacion,
        motivo=motivo,
        averiguado=averiguado.strip(),
        momento=reloj.ahora(),
        por=actor.id,
    )
    notificacion.estado = Notificacion.Estado.INFRUCTUOSA
    notificacion.save(update_fields=["estado"])
    anotar(
        cadena_de_expediente(notificacion.expediente_id),
        NotificacionSinLugar(notificacion.id, notificacion.expediente_id, motivo),
        actor=actor,
        reloj=reloj,
        filas=[notificacion, lugar],
    )
    return notificacion


def _problemas_de_lugar(motivo: str, averiguado: str, *, consultado: bool) -> list[Problema]:
    problemas = []
    if motivo not in LugarIgnorado.Motivo.values:
        problemas.append(Problema("motivo", _("Elija un motivo.")))
    if not consultado:
        problemas.append(Problema("consultado", _("Mire antes en el padrón (artículo 41.4) y márquelo.")))
    if not averiguado:
        problemas.append(Problema("averiguado", _("Explique qué se ha hecho para averiguarlo.")))
    if len(averiguado) > LARGO_EXPLICACION:
        mensaje = _("La explicación admite %(n)d letras como mucho.") % {"n": LARGO_EXPLICACION}
        problemas.append(Problema("averiguado", mensaje))
    return problemas


@accion("notificacion.practicada", permiso=PAPEL, norma="LPACAP arts. 40.4, 44 y 46")
def anotar_publicacion(
    *, actor: Actor, notificacion_id: UUID, fecha: date, identificador: str, reloj: Reloj
) -> Notificacion:
    """Record the announcement in the BOE that replaces a notification that could not be delivered, or that has nowhere to go.

    Who: staff with `notificacion.papel`. Writes PublicacionBoe; it is practised on the day of the announcement. Without any attempt
    before, that day is also that of the duty to notify a decision (40.4). Emits NotificacionPracticada (publicada). Raises NoEncontrado, Conflicto (not pending of it), DatosIncorrectos.
    """
    notificacion = notificacion_para(actor, notificacion_id, motivo=_("Anuncio en el BOE"), bloquear=True)
    if notificacion.estado != Notificacion.Estado.INFRUCTUOSA:
        raise Conflicto(_("Esta notificación no está pendiente de publicarse en el BOE."))
    problemas = []
    if not identificador.strip():
        problemas.append(
            Problema("identificador", _("Escriba el identificador del anuncio, por ejemplo BOE-N-2026-123456."))
        )
    if fecha > en_madrid(reloj.ahora()).date():
        problemas.append(Problema("fecha", _("La fecha del anuncio no puede ser futura.")))
    lugar = LugarIgnorado.objects.filter(notificacion=notificacion).first() if notificacion.anuncio_sin_envio else None
    if lugar is not None and fecha < en_madrid(lugar.momento).date():
        mensaje = _("El anuncio no puede ser anterior al %(d)s, cuando constó que no se sabía adónde enviarla.")
        problemas.append(Problema("fecha", mensaje % {"d": f"{en_madrid(lugar.momento):%d/%m/%Y}"}))
    if problemas:
        raise DatosIncorrectos(_("No se puede anotar el anuncio."), problemas=problemas)
    publicacion = PublicacionBoe.objects.create(
        id=uuid7(),
        notificacion=notificacion,
        fecha=fecha,
        identificador=identificador.strip()[:60],
        anotada_el=reloj.ahora(),
        anotada_por=actor.id,
    )
    momento = datetime.combine(fecha, time(), MADRID).astimezone(UTC)
    operaciones.practicar(
        notificacion, Desenlace.PUBLICADA, momento=momento, actor=actor, reloj=reloj, pruebas=[publicacion]
    )
    if not notificacion.intentos.exists():
        cumplimiento.comprobar(notificacion, actor=actor, reloj=reloj)
    return notificacion
