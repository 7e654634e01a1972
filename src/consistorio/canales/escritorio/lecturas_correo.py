"""What the pages of the letters on paper show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from consistorio.canales.interfaz.templatetags.componentes import fecha_corta
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.servicios.notificaciones import consultas
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.reglas import ultimo_dia_del_segundo
from consistorio.servicios.notificaciones.valores_legales import valor


@dato
class FilaCorreo:
    """A letter. `receptor`: whose name the envelope bears; `impresa`: when it was last printed; `con_otra`: with another address than the
    one of today; `falta`: what has to be done next; `de_decision`: it notifies a decision, which is never given up; `anunciable`: it may
    be announced without posting it, when nobody knows where to.
    """

    notificacion: Notificacion
    receptor: str
    impresa: datetime | None
    con_otra: bool
    falta: str
    de_decision: bool
    anunciable: bool


def filas(notificaciones: Sequence[Notificacion]) -> list[FilaCorreo]:
    """The rows of a page of letters; their printings and attempts come with them."""
    de_decision = consultas.de_decisiones_pendientes(notificaciones)
    return [
        FilaCorreo(
            una,
            (una.representante or una.destinatario).nombre_completo,
            max((i.momento for i in una.impresiones.all()), default=None),
            bool(una.impresiones.all()) and not una.impresa_como_va,
            _falta(una),
            una.id in de_decision,
            una.por_enviar and not una.direccion_postal and una.clase == Notificacion.Clase.NOTIFICACION,
        )
        for una in notificaciones
    ]


def _falta(notificacion: Notificacion) -> str:
    if notificacion.anuncio_sin_envio:
        return _("Publicarla en el BOE: se ignora dónde notificarle (artículo 44)")
    if notificacion.estado == Notificacion.Estado.INFRUCTUOSA:
        return _("Publicarla en el BOE (artículo 44)")
    if notificacion.por_enviar:
        return "" if notificacion.direccion_postal else _("Falta la dirección")
    intentos = list(notificacion.intentos.all())
    if not intentos:
        return _("Saber qué pasó en el primer intento")
    primero = en_madrid(intentos[0].momento)
    despues = primero.hour < valor("papel.hora_de_franja", en=primero.date())
    franja = _("después de las 15:00") if despues else _("antes de las 15:00")
    return _("Segundo intento hasta el %(d)s, %(f)s") % {"d": fecha_corta(_ultimo(intentos[0].momento)), "f": franja}


def _ultimo(primero: datetime) -> date:
    return ultimo_dia_del_segundo(primero, calendario_de_la_sede(en=en_madrid(primero).date()))
