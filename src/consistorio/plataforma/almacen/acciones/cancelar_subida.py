"""Give up an upload."""

from __future__ import annotations

from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen.acceso import PERMISO, parcial, subida_para
from consistorio.plataforma.almacen.deposito import borrar
from consistorio.plataforma.almacen.eventos import SubidaCancelada
from consistorio.plataforma.almacen.models import EstadoSubida
from consistorio.plataforma.auditoria.operaciones import anotar


@accion("almacen.subida.cancelada", permiso=PERMISO, norma="LPACAP art. 66.1")
def cancelar_subida(*, actor: Actor, subida_id: UUID, reloj: Reloj) -> None:
    """Drop what has arrived of an upload that is still open; a closed one is left as it is.

    Who: whoever opened it. Writes: Subida. Emits: almacen.subida.cancelada. Raises: NoEncontrado, NoPermitido.
    """
    subida = subida_para(actor, subida_id, bloquear=True)
    if subida.estado != EstadoSubida.ABIERTA:
        return
    subida.estado = EstadoSubida.CADUCADA
    subida.save(update_fields=["estado"])
    borrar(parcial(subida.id))
    anotar(f"subida:{subida.id}", SubidaCancelada(subida.id), actor=actor, reloj=reloj)
