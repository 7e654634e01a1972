"""Which reading of article 30.5 the town applies to the ten natural days."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.notificaciones.eventos import ReglaAcordada
from consistorio.servicios.notificaciones.models import AjusteNotificaciones
from consistorio.servicios.notificaciones.tipos import ReglaCaducidad


@accion("notificacion.regla.acordada", permiso="calendario.publicar", norma="LPACAP arts. 30.5 y 43.2")
def acordar_regla(
    *, actor: Actor, regla: ReglaCaducidad, desde: date, motivo: str, reloj: Reloj
) -> AjusteNotificaciones:
    """Say from which day on the last of the ten days moves, or not, when it is inhábil. Those already at disposal keep theirs.

    Who: whoever publishes the calendar of inhábiles. Writes AjusteNotificaciones. Emits ReglaAcordada.
    Raises DatosIncorrectos (a past day, no reason), Conflicto (that day has a rule already).
    """
    problemas = []
    if desde < hoy(reloj):
        problemas.append(Problema("desde", _("La regla no puede aplicarse a días que ya han pasado.")))
    if not motivo.strip():
        problemas.append(Problema("motivo", _("Escriba quién lo acordó y por qué.")))
    if problemas:
        raise DatosIncorrectos(_("No se puede cambiar la regla."), problemas=problemas)
    if AjusteNotificaciones.objects.filter(desde=desde).exists():
        raise Conflicto(_("Ya hay una regla acordada desde ese día."))
    ajuste = AjusteNotificaciones.objects.create(
        id=uuid7(), regla_caducidad=regla.value, desde=desde, motivo=motivo.strip()[:300]
    )
    anotar("sistema", ReglaAcordada(ajuste.id, regla.value, desde), actor=actor, reloj=reloj)
    return ajuste
