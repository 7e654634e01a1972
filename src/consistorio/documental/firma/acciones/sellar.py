"""Putting the organ's seal on what waits for it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.documental.firma import operaciones
from consistorio.documental.firma.models import SelloPedido
from consistorio.documental.firma.tipos import SelloPorPoner
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import ErrorDominio
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.identidad.permisos import Ambito, declarar

PERMISO = declarar("firma.sellar", _("Poner el sello de órgano en actuaciones automatizadas"), Ambito.SISTEMA).codigo


@accion("firma.documento.sellado", permiso=PERMISO, norma="LRJSP arts. 40-42; RD 203/2021 art. 20")
def sellar(*, actor: Actor, sello_ids: Collection[UUID], reloj: Reloj) -> dict[UUID, ErrorDominio]:
    """Seal the documents of some requests, all together. Idempotent: what is sealed, or another job is sealing, stays as it is.

    Returns the requests that could not be met, with why: they go on waiting, and the others are sealed all the same. Of two requests
    about one document only the first is met; the other waits for the next time.
    Who: the system. Writes: SelloPedido, RevisionDocumento. Emits: firma.documento.sellado. Raises: ServicioNoDisponible without the seal.
    """
    filas = SelloPedido.objects.select_for_update(of=("self",), skip_locked=True).order_by("id")
    pedidos: dict[UUID, SelloPedido] = {}
    for pedido in filas.filter(id__in=sello_ids, estado=SelloPedido.Estado.PENDIENTE):
        pedidos.setdefault(pedido.documento_id, pedido)
    if not pedidos:
        return {}
    por_poner = [SelloPorPoner(p.documento_id, p.campo, p.referencia) for p in pedidos.values()]
    sellados, fallos = operaciones.poner_sellos(por_poner, actor=actor, reloj=reloj)
    SelloPedido.objects.filter(id__in=[pedidos[i].id for i in sellados]).update(
        estado=SelloPedido.Estado.HECHO, hecho_el=reloj.ahora(), incidencia=""
    )
    return {pedidos[i].id: fallo for i, fallo in fallos.items()}
