"""Putting the organ's seal on what waits for it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.documental.firma import operaciones
from consistorio.documental.firma.models import SelloPedido
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.identidad.permisos import Ambito, declarar

PERMISO = declarar("firma.sellar", _("Poner el sello de órgano en actuaciones automatizadas"), Ambito.SISTEMA).codigo


@accion("firma.documento.sellado", permiso=PERMISO, norma="LRJSP arts. 40-42; RD 203/2021 art. 20")
def sellar(*, actor: Actor, sello_id: UUID, reloj: Reloj) -> SelloPedido | None:
    """Seal a document that waits for it. Idempotent: what is sealed stays as it is; None while another job is sealing it.

    Who: the system. Writes: SelloPedido, RevisionDocumento. Emits: firma.documento.sellado.
    Raises: ServicioNoDisponible without the seal, Conflicto when the document has no free field.
    """
    pedido = (
        SelloPedido.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("documento")
        .filter(id=sello_id)
        .first()
    )
    if pedido is None or pedido.estado == SelloPedido.Estado.HECHO:
        return pedido
    operaciones.sellar_ahora(
        pedido.documento, referencia=pedido.referencia, reloj=reloj, actor=actor, campo=pedido.campo
    )
    pedido.estado, pedido.hecho_el, pedido.incidencia = SelloPedido.Estado.HECHO, reloj.ahora(), ""
    pedido.save(update_fields=["estado", "hecho_el", "incidencia"])
    return pedido
