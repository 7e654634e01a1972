"""What this room asks of what others note: it raises in the transaction that notes it. It only reads, and locks nothing."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.tributacion.consultas.deudas import compensacion_de
from consistorio.economia.tributacion.operaciones.enteras import exigir_entera
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito


@suscrito("presupuesto.corregido")
def al_corregir(hecho: HechoAnotado) -> None:
    """An invoice with VAT is taken back with it, and the operations of a compensación all together: or not at all."""
    corregida = Operacion.objects.values_list("origen_id", flat=True).get(id=UUID(str(hecho.datos["operacion_id"])))
    if corregida is None:
        return
    if compensacion_de(corregida) is not None:
        mensaje = _("Es parte de una compensación: deshágala entera desde la página de esta operación.")
        raise DatosIncorrectos(_("La operación no se ha contabilizado."), problemas=[Problema("operacion", mensaje)])
    exigir_entera(corregida)


@suscrito("presupuesto.derecho.baja")
def al_anular_un_derecho(hecho: HechoAnotado) -> None:
    """The same, of one that was issued: deferring it, or that nobody pays it, leaves its VAT due."""
    if hecho.datos["clase"] != "AN":
        return
    baja = UUID(str(hecho.datos["operacion_id"]))
    for derecho in set(LineaOperacion.objects.filter(operacion=baja).values_list("origen__operacion", flat=True)):
        exigir_entera(derecho)
