"""Opening a notification in the sede, or refusing it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.servicios.notificaciones import cumplimiento, operaciones
from consistorio.servicios.notificaciones.acceso import notificacion_para
from consistorio.servicios.notificaciones.models import Comparecencia, Notificacion
from consistorio.servicios.notificaciones.permisos import COMPARECER
from consistorio.servicios.notificaciones.tipos import Desenlace


@accion(
    "notificacion.practicada",
    "registro.asiento.practicado",
    permiso=COMPARECER,
    norma="LPACAP arts. 41.1, 41.7, 43.1 y 43.2; RD 203/2021 arts. 42 y 45",
)
def acceder(*, actor: Actor, notificacion_id: UUID, advertida_el: datetime | None, reloj: Reloj) -> Notificacion:
    """Open a notification: with this it is practised, whatever its channel.

    Who: the addressee, the representative, or who acts for the addressee in this session. `advertida_el`: when they were
    told what opening means (RD 203/2021 45.1). Writes Comparecencia (who, by which means, when, hash of the content). One
    that is already over is only read again; one whose days ended comes back expired. Emits NotificacionPracticada.
    Raises NoEncontrado, DatosIncorrectos (not warned).
    """
    return _comparecer(actor, notificacion_id, advertida_el, reloj, Comparecencia.Clase.ACCESO, Desenlace.ACCEDIDA)


@accion(
    "notificacion.practicada",
    "registro.asiento.practicado",
    permiso=COMPARECER,
    norma="LPACAP arts. 41.5 y 43.2; RD 203/2021 arts. 42 y 45",
)
def rechazar(*, actor: Actor, notificacion_id: UUID, advertida_el: datetime | None, reloj: Reloj) -> Notificacion:
    """Refuse a notification: the procedure goes on as if it had been notified.

    Who, what it writes, emits and raises: as `acceder`.
    """
    return _comparecer(actor, notificacion_id, advertida_el, reloj, Comparecencia.Clase.RECHAZO, Desenlace.RECHAZADA)


def _comparecer(
    actor: Actor,
    notificacion_id: UUID,
    advertida_el: datetime | None,
    reloj: Reloj,
    clase: Comparecencia.Clase,
    desenlace: Desenlace,
) -> Notificacion:
    notificacion = notificacion_para(actor, notificacion_id, motivo=_("Comparecencia en la sede"), bloquear=True)
    if notificacion.clase == Notificacion.Clase.COMUNICACION:  # read without appearing
        return notificacion
    if notificacion.practicada or operaciones.caducar_si_toca(notificacion, actor=actor, reloj=reloj):
        return notificacion
    ahora = reloj.ahora()
    if advertida_el is None or advertida_el > ahora:
        mensaje = _("Antes debe leer qué ocurre si abre o rechaza la notificación.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("advertencia", mensaje)])
    comparecencia = Comparecencia.objects.create(
        id=uuid7(),
        notificacion=notificacion,
        clase=clase,
        persona_id=actor.id,
        momento=ahora,
        medio=actor.medio,
        nivel=int(actor.nivel),
        huella=notificacion.cedula.huella if notificacion.cedula is not None else notificacion.huella,
        advertida_el=advertida_el,
    )
    operaciones.practicar(notificacion, desenlace, momento=ahora, actor=actor, reloj=reloj, pruebas=[comparecencia])
    if notificacion.canal == Notificacion.Canal.PAPEL and not notificacion.intentos.exists():
        cumplimiento.comprobar(notificacion, actor=actor, reloj=reloj)
    return notificacion
