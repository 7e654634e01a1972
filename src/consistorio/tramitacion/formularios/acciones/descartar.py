"""Delete a draft: its holder, or the sweep when it expires."""

from __future__ import annotations

from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.formularios import acceso
from consistorio.tramitacion.formularios.eventos import BorradorDescartado
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.operaciones import cadena_de
from consistorio.tramitacion.formularios.permisos import CADUCAR, SOLICITAR


@accion("formularios.borrador.descartado", permiso=SOLICITAR, norma="LOPDGDD art. 15")
def descartar(*, actor: Actor, borrador_id: UUID, reloj: Reloj) -> None:
    """Delete a draft with its answers and its list of files.

    Who: its holder. Deletes: Borrador. Emits: formularios.borrador.descartado. Raises NoEncontrado, Conflicto (already filed).
    """
    borrador = acceso.borrador_para(actor, borrador_id, bloquear=True)
    anotar(cadena_de(borrador), BorradorDescartado(borrador.id, "persona"), actor=actor, reloj=reloj)
    borrador.delete()


@accion("formularios.borrador.descartado", permiso=CADUCAR, norma="RGPD art. 5.1.e")
def caducar(*, actor: Actor, borrador_id: UUID, reloj: Reloj) -> bool:
    """Delete one draft that expired; False when it was saved again, filed or is gone.

    Who: the sweep. Deletes: Borrador. Emits: formularios.borrador.descartado.
    """
    borrador = (
        Borrador.objects.select_for_update()
        .filter(id=borrador_id, estado=Borrador.Estado.VIVO, caduca_el__lte=reloj.ahora())
        .first()
    )
    if borrador is None:
        return False
    anotar(cadena_de(borrador), BorradorDescartado(borrador.id, "caducado"), actor=actor, reloj=reloj)
    borrador.delete()
    return True
