"""Name who goes for Intervención to the material check of an investment (RD 424/2017 art. 20)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.facturas.acceso import factura_para
from consistorio.economia.intervenciones import cosas
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.consultas import quienes_pueden
from consistorio.servicios.intervencion.escritos import exigir_sin_firmar
from consistorio.servicios.intervencion.eventos_de_control import ComprobacionDesignada, cadena_del_control
from consistorio.servicios.intervencion.models import Comprobacion
from consistorio.servicios.intervencion.permisos import COMPROBAR, FISCALIZAR
from consistorio.tramitacion.expedientes.acceso import expediente_para


@accion("intervencion.comprobacion.designada", permiso=FISCALIZAR, norma="RD 424/2017 art. 20.2 a 20.4")
def designar_comprobacion(
    *,
    actor: Actor,
    factura_id: UUID | None,
    expediente_id: UUID | None,
    importe: Decimal | None,
    designado_id: UUID | None,
    prevista_el: date | None,
    reloj: Reloj,
) -> Comprobacion:
    """Say who goes for Intervención to receive what an invoice pays, or what a case buys before it is invoiced: it takes the place of who was named before, while
    there is no act. `importe`: of a case, in euros without VAT.

    Who: `intervencion.fiscalizar`, who sees it. Writes: Comprobacion. Emits: intervencion.comprobacion.designada. Raises NoEncontrado, NoPermitido, DatosIncorrectos
    with every problem, FaseIncompatible (its act waits to be signed).
    """
    problemas = []
    if factura_id is not None:
        factura = factura_para(actor, factura_id, motivo=FISCALIZAR, reloj=reloj)
        cosa = cosas.de_factura(factura)
    elif expediente_id is not None:
        expediente = expediente_para(actor, expediente_id, FISCALIZAR, bloquear=True)
        cosa = cosas.de_expediente(expediente, importe or Decimal(0))
    else:
        mensaje = _("Diga qué se comprueba: una factura o un expediente.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("", mensaje)])
    if cosa.sin_iva <= 0:
        problemas.append(Problema("importe", _("Escriba el importe sin IVA, mayor que cero.")))
    designado = next((uno for uno in quienes_pueden(COMPROBAR, en=hoy(reloj)) if uno.id == designado_id), None)
    if designado is None:
        problemas.append(Problema("designado", _("Elija quién va por Intervención.")))
    if prevista_el is None:
        problemas.append(Problema("prevista", _("Escriba el día previsto para la recepción.")))
    if problemas or designado is None or prevista_el is None:
        raise DatosIncorrectos(_("La comprobación no se ha designado."), problemas=problemas)
    anterior = (
        Comprobacion.objects.select_for_update(of=("self",))
        .filter(objeto=cosa.objeto, estado=Comprobacion.Estado.DESIGNADA)
        .first()
    )
    if anterior is not None:
        exigir_sin_firmar(anterior.referencia)
        anterior.estado = Comprobacion.Estado.SUSTITUIDA
        anterior.save(update_fields=["estado"])
    comprobacion = Comprobacion.objects.create(
        objeto=cosa.objeto,
        expediente=cosa.expediente,
        unidad=cosa.unidad,
        asunto=cosa.asunto,
        importe=cosa.sin_iva,
        prevista_el=prevista_el,
        designado=designado,
        designada_el=reloj.ahora(),
    )
    hecho = ComprobacionDesignada(comprobacion.id, cosa.objeto, designado.id, prevista_el)
    filas = [comprobacion] if anterior is None else [anterior, comprobacion]
    anotar(cadena_del_control(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=filas)
    return comprobacion
