"""The paper channel, recorded: attempts of delivery and the announcement that replaces them."""

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
from consistorio.servicios.notificaciones.eventos import IntentoAnotado, NotificacionInfructuosa
from consistorio.servicios.notificaciones.models import IntentoPapel, Notificacion, PublicacionBoe
from consistorio.servicios.notificaciones.permisos import PAPEL
from consistorio.servicios.notificaciones.tipos import Desenlace, Intento, ResultadoIntento


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


@accion("notificacion.practicada", permiso=PAPEL, norma="LPACAP arts. 44 y 46")
def anotar_publicacion(
    *, actor: Actor, notificacion_id: UUID, fecha: date, identificador: str, reloj: Reloj
) -> Notificacion:
    """Record the announcement in the BOE that replaces a notification that could not be delivered.

    Who: staff with `notificacion.papel`. Writes PublicacionBoe; it is practised on the day of the announcement. Emits
    NotificacionPracticada (publicada). Raises NoEncontrado, Conflicto (not pending of it), DatosIncorrectos.
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
    return notificacion
