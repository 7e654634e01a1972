"""What came of a notice by mail."""

from __future__ import annotations

from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.consultas import cadena_de_expediente
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.notificaciones.acceso import notificacion_para
from consistorio.servicios.notificaciones.eventos import AvisoIntentado
from consistorio.servicios.notificaciones.models import Aviso
from consistorio.servicios.notificaciones.permisos import AVISAR
from consistorio.servicios.notificaciones.reglas import correo_enmascarado


@accion("notificacion.aviso", permiso=AVISAR, norma="LPACAP art. 41.6; RD 203/2021 art. 43")
def anotar_aviso(
    *, actor: Actor, notificacion_id: UUID, resultado: Aviso.Resultado, destino: str, detalle: str, reloj: Reloj
) -> Aviso:
    """Keep an attempt to warn by mail. Its failure changes neither the notification nor its dates (41.6).

    Who: the job that sends. Writes Aviso, with the address masked. Emits AvisoIntentado. Raises NoEncontrado.
    """
    notificacion = notificacion_para(actor, notificacion_id, motivo="", bloquear=True)
    aviso = Aviso.objects.create(
        id=uuid7(),
        notificacion=notificacion,
        momento=reloj.ahora(),
        destino=correo_enmascarado(destino) if destino else "",
        resultado=resultado,
        detalle=detalle[:200],
    )
    anotar(
        cadena_de_expediente(notificacion.expediente_id),
        AvisoIntentado(notificacion.id, notificacion.expediente_id, str(resultado)),
        actor=actor,
        reloj=reloj,
        filas=[aviso],
    )
    return aviso
