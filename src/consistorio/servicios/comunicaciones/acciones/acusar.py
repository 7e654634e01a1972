"""Acknowledge a communication in the name of the unit that got it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoPermitido
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.servicios.comunicaciones import operaciones
from consistorio.servicios.comunicaciones.acceso import comunicacion_para
from consistorio.servicios.comunicaciones.models import Destino
from consistorio.servicios.comunicaciones.permisos import COMUNICAR


@accion("comunicacion.acusada", permiso=COMUNICAR, norma="LRJSP art. 3.2")
def acusar_recibo(*, actor: Actor, comunicacion_id: UUID, unidad_id: UUID, reloj: Reloj) -> Destino:
    """Say that one's unit has a communication. Said twice, the first one counts.

    Who: staff of that unit, or of the one that succeeds it. Writes: Destino. Emits: comunicacion.acusada. Raises NoEncontrado, NoPermitido.
    """
    comunicacion = comunicacion_para(actor, comunicacion_id, motivo="acusar recibo", bloquear=True)
    suyos = Destino.objects.filter(comunicacion=comunicacion, unidad_id=unidad_id, unidad_id__in=actor.unidades)
    destino = suyos.select_related("comunicacion").first()
    if destino is None:
        raise NoPermitido(_("Acusa recibo de una comunicación quien trabaja en la unidad que la recibió."))
    if destino.acusada_el is None:
        operaciones.acusar(destino, actor=actor, reloj=reloj)
    return destino
