"""Ask for a copy of a whole case."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.servicios.exportaciones.eventos import ExportacionPedida
from consistorio.servicios.exportaciones.models import Exportacion
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.consultas import documentos_de
from consistorio.tramitacion.expedientes.permisos import VER

SE_GUARDA = timedelta(days=1)


@accion("exportacion.pedida", permiso=VER, norma="LPACAP arts. 53.1.a y 70; Reglamento (UE) 2016/679 art. 5.1.e")
def pedir(*, actor: Actor, expediente_id: UUID, clase: str, reloj: Reloj) -> Exportacion:
    """Ask for all the documents of a case in one file, which a job makes. While one of the same kind is being made for them it is that one.

    Who: whoever of the staff may see the case. Writes: Exportacion. Emits: exportacion.pedida.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos (no such kind), Conflicto (there are no documents).
    """
    expediente = expediente_para(actor, expediente_id, VER, bloquear=True)
    if clase not in Exportacion.Clase.values:
        mensaje = _("Elija qué copia quiere.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("clase", mensaje)])
    ahora = reloj.ahora()
    pendiente = Exportacion.objects.filter(
        expediente=expediente, solicitante_id=actor.id, clase=clase, estado=Exportacion.Estado.PENDIENTE
    ).first()
    if pendiente is not None:
        return pendiente
    total = documentos_de(expediente, actor).count()
    if not total:
        raise Conflicto(_("El expediente todavía no tiene documentos."))
    exportacion = Exportacion.objects.create(
        expediente=expediente,
        clase=clase,
        solicitante_id=actor.id,
        pedida_el=ahora,
        total=total,
        caduca_el=ahora + SE_GUARDA,
    )
    anotar(expediente.cadena, ExportacionPedida(expediente.id, exportacion.id, clase), actor=actor, reloj=reloj)
    encolar("exportaciones.hacer", exportacion_id=exportacion.id)
    return exportacion
