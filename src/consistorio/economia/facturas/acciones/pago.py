"""The obligation and the payment of invoices: as the budget says them, or noted by hand where it is kept elsewhere."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.economia.facturas import obligaciones, operaciones, pagos
from consistorio.economia.facturas.acceso import factura_para
from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.permisos import CONTABILIZAR, VIGILAR
from consistorio.economia.presupuesto.models import Operacion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import MADRID, Reloj, en_madrid, hoy
from consistorio.plataforma.accion import accion


@accion(
    "facturas.factura.contabilizada",
    "facturas.hallazgos.asumidos",
    permiso=CONTABILIZAR,
    norma="Ley 25/2013 art. 9.3; TRLRHL art. 184",
)
def contabilizar(*, actor: Actor, factura_id: UUID, operacion_id: UUID, a_pesar: str = "", reloj: Reloj) -> Factura:
    """Note that the obligation of a conformed invoice was recognised in that operation: an O of its supplier, with its total left for it.

    Who: `facturas.contabilizar`. Writes, emits, raises: as `operaciones.marcar_contabilizada`; and DatosIncorrectos with every reason why it is not its obligation.
    """
    operacion = obligaciones.bloqueada(operacion_id)  # first what the budget locks, as when it is corrected
    factura = factura_para(actor, factura_id, motivo=CONTABILIZAR, reloj=reloj, bloquear=True)
    if factura.estado == Factura.Estado.CONFORMADA and (problemas := obligaciones.problemas_de(operacion, factura)):
        raise DatosIncorrectos(_("La obligación de la factura no se ha anotado."), problemas=problemas)
    return operaciones.marcar_contabilizada(
        factura_id, operacion_id=operacion_id, a_pesar=a_pesar, actor=actor, reloj=reloj
    )


@accion("facturas.factura.pagada", permiso=CONTABILIZAR, norma="Ley 25/2013 art. 9.3; TRLRHL art. 187")
def pagada(*, actor: Actor, factura_id: UUID, pagada_el: datetime, reloj: Reloj) -> Factura:
    """Note that an invoice whose obligation is in the accounts of another program was paid at that instant, never later than now nor before the day on which it was issued. That of one in
    these accounts is paid with its operation, and then so is the invoice.

    Who: `facturas.contabilizar`. Writes, emits, raises: as `operaciones.marcar_pagada`; and DatosIncorrectos, FaseIncompatible (its obligation is here).
    """
    factura = factura_para(actor, factura_id, motivo=CONTABILIZAR, reloj=reloj)
    if obligaciones.esta_aqui(factura):
        raise FaseIncompatible(
            _("Su obligación está en estas cuentas: la factura consta pagada en cuanto se contabiliza su pago."),
            que_hacer=_(
                "Páguela en una relación de pagos o, si no sale por transferencia, contabilice el pago de su obligación."
            ),
        )
    desde = min(factura.fecha or date.max, en_madrid(factura.entrada_el).date())
    if en_madrid(pagada_el).date() < desde:
        mensaje = _("El día del pago no puede ser anterior al de la factura, %(dia)s.") % {"dia": f"{desde:%d/%m/%Y}"}
        raise DatosIncorrectos(mensaje, problemas=[Problema("fecha", mensaje)])
    cuando = min(pagada_el, reloj.ahora())
    return operaciones.marcar_pagada(factura_id, pagada_el=cuando, actor=actor, reloj=reloj)


@accion("facturas.factura.descontabilizada", permiso=VIGILAR, norma="Ley 25/2013 art. 9.3; Orden HAP/1781/2013")
def soltar_obligacion(*, actor: Actor, operacion_id: UUID, reloj: Reloj) -> list[Factura]:
    """An operation was corrected by that other one: the invoices that it does not cover any more, the last first, wait for another obligation. Those paid stay.

    Who: the house (`facturas.vigilar`). Writes, emits, raises: as `operaciones.desmarcar_contabilizada`; and NoEncontrado.
    """
    corregida = Operacion.objects.filter(id=operacion_id).values_list("origen_id", flat=True).first()
    operacion = obligaciones.bloqueada(corregida) if corregida is not None else None
    if operacion is None:
        raise NoEncontrado(_("No encontramos esa operación."))
    sueltas, facturas = [], list(obligaciones.suyas(operacion.id))
    debido = obligaciones.debido(facturas)
    sobra = sum(debido.values(), Decimal(0)) - obligaciones.neto(operacion) - obligaciones.vuelto(operacion)
    for una in facturas:
        if sobra > 0 and una.estado == Factura.Estado.CONTABILIZADA:
            sobra -= debido[una.id]
            sueltas.append(
                operaciones.desmarcar_contabilizada(una.id, operacion_id=operacion.id, actor=actor, reloj=reloj)
            )
    return sueltas


@accion("facturas.factura.pagada", permiso=VIGILAR, norma="Ley 25/2013 art. 9.3; LCSP art. 198.4")
def recoger_pago(*, actor: Actor, operacion_id: UUID, reloj: Reloj) -> list[Factura]:
    """The budget noted a payment, or corrected one, or the obligation of an invoice was said: the invoices of its obligations are paid, the first recognised
    first, as far as the money goes, and when it comes back those that it no longer reaches are owed again. That of which nothing is owed after its rectificativas ends too. The VAT that is deducted, which is of no budget, counts when it is paid too. Returns those
    that change.

    Who: the house (`facturas.vigilar`). Writes, emits, raises: as `operaciones.marcar_pagada` and `operaciones.desmarcar_pagada`.
    """
    vuelve = Operacion.objects.filter(Q(signo=-1) | Q(clase="INP"), id=operacion_id).exists()
    cambian = []
    for obligacion in pagos.obligaciones_de(operacion_id):
        obligaciones.bloqueada(obligacion.id)
        pagado = pagos.pagado_de(obligacion)
        for alcance in pagos.alcances(obligacion, pagado):
            una, nada_mas = alcance.factura, alcance.nada_mas
            llega = alcance.queda >= 0 and pagado.dia is not None
            if una.estado == Factura.Estado.CONTABILIZADA and (nada_mas or llega):
                dia = pagado.dia if pagado.importe and pagado.dia is not None else hoy(reloj)
                cuando = min(datetime.combine(dia, time.max, tzinfo=MADRID), reloj.ahora())
                cambian.append(operaciones.marcar_pagada(una.id, pagada_el=cuando, actor=actor, reloj=reloj))
            elif vuelve and alcance.queda < 0 and not nada_mas and una.estado == Factura.Estado.PAGADA:
                cambian.append(operaciones.desmarcar_pagada(una.id, actor=actor, reloj=reloj))
    return cambian
