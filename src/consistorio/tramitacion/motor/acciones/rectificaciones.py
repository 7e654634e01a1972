"""The correction of a decision, told to its parties."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.firma.models import Circuito
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.acciones.rectificar import DECISION
from consistorio.tramitacion.expedientes.models import Expediente, Rectificacion
from consistorio.tramitacion.expedientes.operaciones import retirar_acceso
from consistorio.tramitacion.motor.operaciones import comunicaciones
from consistorio.tramitacion.motor.permisos import RECOGER_FIRMA


@accion("motor.comunicacion.pedida", permiso=RECOGER_FIRMA, norma="LPACAP arts. 40.1 y 109.2")
def comunicar_rectificacion(*, actor: Actor, rectificacion_id: UUID, reloj: Reloj) -> bool:
    """The correction of an error is signed: who signed it no longer sees the case because of it and, when the error was in a decision,
    every party is notified it, as they were the decision. Whether it was told.

    Who: the job of signatures. Writes: PermisoExpediente. Emits: motor.comunicacion.pedida (twice is once: it is the same
    notification). Raises NoEncontrado.
    """
    rectificacion = Rectificacion.objects.filter(id=rectificacion_id).first()
    if rectificacion is None:
        raise NoEncontrado(_("No encontramos esa rectificación."))
    expediente = bloquear(rectificacion.expediente_id)
    referencia = f"rectificacion:{rectificacion.id}"
    circuito = Circuito.objects.filter(referencia=referencia, estado=Circuito.Estado.COMPLETADO).first()
    if circuito is None or expediente.estado == Expediente.Estado.ARCHIVADO:
        return False
    retirar_acceso(referencia=rectificacion.id, momento=reloj.ahora())
    corregido = rectificacion.documento_id
    if corregido is None or not expediente.documentos.filter(documento_id=corregido, origen=DECISION).exists():
        return False
    comunicacion = comunicaciones.Comunicacion(
        circuito.documento_id, _("Se corrige un error de su resolución"), referencia
    )
    destinatarios = comunicaciones.destinatarios_de(expediente)
    comunicaciones.comunicar(expediente, comunicacion, destinatarios=destinatarios, actor=actor, reloj=reloj)
    return True
