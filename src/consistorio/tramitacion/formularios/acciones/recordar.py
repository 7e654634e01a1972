"""Remind a person that a draft of theirs is not filed."""

from __future__ import annotations

from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.tramitacion.formularios.consultas import correo_para, fechas_de
from consistorio.tramitacion.formularios.eventos import BorradorRecordado
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.operaciones import cadena_de
from consistorio.tramitacion.formularios.permisos import RECORDAR
from consistorio.tramitacion.formularios.recordatorios import CADUCA, recordatorio_que_toca


@accion("formularios.borrador.recordado", permiso=RECORDAR, norma="Ley 40/2015 art. 3.1.a y b; LPACAP art. 53.1.f")
def recordar(*, actor: Actor, borrador_id: UUID, reloj: Reloj) -> str:
    """Note the reminder that is due and put its mail on its way; empty when none is due any more, or no mail is known.

    Who: the sweep. Writes: Borrador (the reminder is never repeated). Emits: formularios.borrador.recordado.
    """
    borrador = (
        Borrador.objects.select_for_update(of=("self",))
        .select_related("titular")
        .filter(id=borrador_id, estado=Borrador.Estado.VIVO)
        .first()
    )
    if borrador is None or not correo_para(borrador):
        return ""
    ahora = reloj.ahora()
    motivo = recordatorio_que_toca(fechas_de(borrador), ahora=ahora)
    if not motivo:
        return ""
    campo = "aviso_caducidad_el" if motivo == CADUCA else "recordado_el"
    setattr(borrador, campo, ahora)
    borrador.save(update_fields=[campo])
    anotar(cadena_de(borrador), BorradorRecordado(borrador.id, motivo), actor=actor, reloj=reloj)
    encolar("formularios.recordar_por_correo", borrador_id=str(borrador.id), motivo=motivo)
    return motivo
