"""What this room asks of what others note: it raises in the transaction that notes it. It only reads, and locks nothing."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.facturas import pagos
from consistorio.economia.gasto.eventos import PagoIntervenido
from consistorio.economia.intervenciones import control, controles, de_antes, iva
from consistorio.economia.presupuesto.models import Operacion, OperacionFutura
from consistorio.economia.tributacion.models import ApunteIva
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.servicios.intervencion.models import Fiscalizacion
from consistorio.servicios.intervencion.operaciones import POR_RESOLVER


@suscrito("presupuesto.gasto")
def al_reconocer(hecho: HechoAnotado) -> None:
    """Nothing that waits for a reparo or an omission is recognised (TRLRHL 216.2; RD 424/2017 art. 28.1)."""
    if "O" not in str(hecho.datos["clase"]):
        return
    operacion = Operacion.objects.get(id=UUID(str(hecho.datos["operacion_id"])))
    if control.reconoce(operacion):
        control.exigir_para_obligar(operacion)


@suscrito("presupuesto.gasto")
def al_reconocer_lo_de_antes(hecho: HechoAnotado) -> None:
    """An expense of an earlier year says why the credit of this one bears it (TRLRHL art. 176; RD 500/1990 art. 26.2)."""
    if "O" in str(hecho.datos["clase"]):
        de_antes.exigir_motivo(Operacion.objects.get(id=UUID(str(hecho.datos["operacion_id"]))))


@suscrito("tributacion.iva.anotado")
def al_anotar_el_iva_de_una_registrada(hecho: HechoAnotado) -> None:
    """What an invoice of the register owes is recognised from it, and not typed once more (Ley 25/2013 art. 9). Raises DatosIncorrectos."""
    apuntes = ApunteIva.objects.select_related("operacion").filter(libro=ApunteIva.Libro.SOPORTADO)
    apunte = apuntes.filter(operacion=UUID(str(hecho.datos["operacion_id"]))).first()
    if apunte is None or apunte.operacion.factura_id is not None or apunte.persona_id is None:
        return
    if dicho := iva.en_el_registro(apunte.persona_id, apunte.factura, apunte.expedida):
        raise DatosIncorrectos(_("La factura no se ha contabilizado."), problemas=[Problema("factura", dicho)])


@suscrito("tributacion.iva.anotado")
def al_anotar_el_iva_de_lo_de_antes(hecho: HechoAnotado) -> None:
    """The same, of an invoice with VAT whose day is only in its book."""
    apunte = (
        ApunteIva.objects.select_related("operacion").filter(operacion=UUID(str(hecho.datos["operacion_id"]))).first()
    )
    if apunte is not None and apunte.libro == ApunteIva.Libro.SOPORTADO:
        de_antes.exigir_motivo(apunte.operacion, expedida=apunte.expedida)


@suscrito("presupuesto.derecho", "presupuesto.cerrado")
def al_reconocer_un_derecho(hecho: HechoAnotado) -> None:
    """No right is noted, nor raised once its year is closed, without its control, where it is not that of its entry in the accounts (RD 424/2017 art. 9)."""
    if hecho.tipo == "presupuesto.cerrado" and hecho.datos["clase"] != "RS":
        return
    control.exigir_derecho_fiscalizado(hecho.actor, en=hoy(hecho.reloj))


@suscrito("presupuesto.devolucion")
def al_acordar_una_devolucion(hecho: HechoAnotado) -> None:
    """No refund is agreed without its control, whatever was agreed of the toma de razón (RD 424/2017 art. 9.3)."""
    if hecho.datos["clase"] == "DEV":
        operacion = Operacion.objects.get(id=UUID(str(hecho.datos["operacion_id"])))
        control.exigir_devolucion_fiscalizada(operacion, hecho.actor)


@suscrito("presupuesto.plurianual")
def al_comprometer_otros_anios(hecho: HechoAnotado) -> None:
    """Nothing of later years is committed without its previous control (RD 424/2017 art. 7). What keeps that of this year is `controles`."""
    futura = OperacionFutura.objects.get(id=UUID(str(hecho.datos["operacion_id"])))
    controles.exigir_futuro_fiscalizado(futura, hecho.actor)


@suscrito("facturas.factura.contabilizada")
def al_contabilizar_una_factura(hecho: HechoAnotado) -> None:
    """The same, of an invoice whose obligation somebody notes by hand."""
    control.exigir_resuelto([f"factura:{hecho.datos['factura_id']}"])


@suscrito("facturas.factura.contabilizada")
def al_enlazar_lo_de_antes(hecho: HechoAnotado) -> None:
    """The reason of an expense of an earlier year, of what was noted before its invoice was said."""
    operacion = Operacion.objects.filter(id=UUID(str(hecho.datos["operacion_id"]))).first()
    if operacion is not None:
        de_antes.exigir_motivo_al_enlazar(operacion)


@suscrito("presupuesto.pago.ordenado", "presupuesto.pago.hecho", "presupuesto.cerrado", "presupuesto.no_presupuestario")
def al_pagar(hecho: HechoAnotado) -> None:
    """Nothing that waits is paid, be it of this year or of a closed one, nor the VAT of its invoice that is deducted."""
    operacion = Operacion.objects.get(id=UUID(str(hecho.datos["operacion_id"])))
    if operacion.signo > 0 and (operacion.libro == Operacion.Libro.GASTO or pagos.sale(operacion.clase)):
        control.exigir_para_pagar(operacion, en=hoy(hecho.reloj))


@suscrito("intervencion.examen.terminado")
def al_intervenir_un_pago(hecho: HechoAnotado) -> None:
    """The payment of what a case owes was found right, or with a reparo that does not suspend: its case says so, and Tesorería may order it."""
    fila = Fiscalizacion.objects.filter(id=UUID(str(hecho.datos["fiscalizacion_id"])), clase="pago").first()
    if fila is None or fila.estado not in control.CONFORMES or fila.reparos.filter(estado__in=POR_RESOLVER).exists():
        return
    operacion_id = UUID(fila.objeto.partition(":")[2])
    operacion = Operacion.objects.filter(id=operacion_id).first()
    if operacion is None or fila.expediente is None:
        return
    dicho = PagoIntervenido(fila.expediente.id, operacion.id, f"{operacion.importe:.2f}")
    anotar(fila.expediente.cadena, dicho, actor=hecho.actor, reloj=hecho.reloj)
