"""The narrow door to a copy: it is of who asked for it, while they may see the case."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import Reloj
from consistorio.servicios.exportaciones.models import Exportacion
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.permisos import VER


def exportacion_para(actor: Actor, expediente_id: UUID, exportacion_id: UUID, *, reloj: Reloj) -> Exportacion:
    """A copy that is ready and has not expired. The passage is noted as that of its case. Raises NoEncontrado, NoPermitido."""
    expediente = expediente_para(actor, expediente_id, VER)
    exportacion = Exportacion.objects.filter(
        id=exportacion_id,
        expediente=expediente,
        solicitante_id=actor.id,
        estado=Exportacion.Estado.HECHA,
        caduca_el__gt=reloj.ahora(),
    ).first()
    if exportacion is None:
        raise NoEncontrado(
            _("Esa copia no está: se guardan un día y solo para quien las pidió."),
            que_hacer=_("Pida otra desde los documentos del expediente."),
        )
    exportacion.expediente = expediente
    return exportacion
