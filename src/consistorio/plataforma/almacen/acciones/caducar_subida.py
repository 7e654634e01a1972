"""Close an upload that nobody went on with."""

from __future__ import annotations

from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen.acceso import parcial
from consistorio.plataforma.almacen.deposito import borrar
from consistorio.plataforma.almacen.eventos import SubidaCancelada
from consistorio.plataforma.almacen.models import EstadoSubida, Subida
from consistorio.plataforma.auditoria.operaciones import anotar


@accion("almacen.subida.cancelada", permiso="almacen.mantener", norma="RGPD art. 5.1.e")
def caducar_subida(*, actor: Actor, subida_id: UUID, reloj: Reloj) -> bool:
    """Drop the bytes of an upload past its expiry; answers whether it did (it may have gone on meanwhile).

    Who: the store's own process. Writes: Subida. Emits: almacen.subida.cancelada. Raises: NoPermitido.
    """
    subida = Subida.objects.select_for_update().get(pk=subida_id)
    if subida.estado != EstadoSubida.ABIERTA or subida.caduca > reloj.ahora():
        return False
    subida.estado = EstadoSubida.CADUCADA
    subida.save(update_fields=["estado"])
    borrar(parcial(subida.id))
    anotar(f"subida:{subida.id}", SubidaCancelada(subida.id), actor=actor, reloj=reloj)
    return True
