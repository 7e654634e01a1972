"""The obligation and the payment of an invoice, noted by hand where the budget is kept elsewhere."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from consistorio.economia.facturas import operaciones
from consistorio.economia.facturas.acceso import factura_para
from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.permisos import CONTABILIZAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


@accion("facturas.factura.contabilizada", permiso=CONTABILIZAR, norma="Ley 25/2013 art. 9.3; TRLRHL art. 184")
def contabilizar(*, actor: Actor, factura_id: UUID, operacion_id: UUID, reloj: Reloj) -> Factura:
    """Note that the obligation of a conformed invoice was recognised in that operation.

    Who: `facturas.contabilizar`. Writes, emits, raises: as `operaciones.marcar_contabilizada`.
    """
    factura_para(actor, factura_id, motivo=CONTABILIZAR, reloj=reloj)
    return operaciones.marcar_contabilizada(factura_id, operacion_id=operacion_id, actor=actor, reloj=reloj)


@accion("facturas.factura.pagada", permiso=CONTABILIZAR, norma="Ley 25/2013 art. 9.3; TRLRHL art. 187")
def pagada(*, actor: Actor, factura_id: UUID, pagada_el: datetime, reloj: Reloj) -> Factura:
    """Note that an invoice was paid at that instant, never later than now.

    Who: `facturas.contabilizar`. Writes, emits, raises: as `operaciones.marcar_pagada`.
    """
    factura_para(actor, factura_id, motivo=CONTABILIZAR, reloj=reloj)
    cuando = min(pagada_el, reloj.ahora())
    return operaciones.marcar_pagada(factura_id, pagada_el=cuando, actor=actor, reloj=reloj)
