"""Undo what was noted by mistake of an invoice with a negative amount: what it had lowered is owed, or paid, again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.facturas import pagos
from consistorio.economia.facturas.acceso import factura_para
from consistorio.economia.facturas.models import Factura, PasoFactura, RectificacionDeFactura
from consistorio.economia.facturas.operaciones import bloqueada, deber_otra_vez, desmarcar_rectificada
from consistorio.economia.facturas.permisos import VER
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.operaciones.correccion import corregir
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.economia.presupuesto.tipos import Cabecera
from consistorio.economia.tesoreria.models import ConciliacionApunte
from consistorio.economia.tributacion.operaciones.rectificativas import deshacer_rectificativa as deshacer
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.servicios.intervencion.permisos import FISCALIZAR

LARGO_MOTIVO: Final = 300


@accion(
    "facturas.factura.rectificacion_deshecha",
    "presupuesto.corregido",
    "tributacion.iva.anulado",
    permiso=VER,
    norma="Ley 25/2013 art. 9.3; Orden HAP/1781/2013, quinta parte",
)
def deshacer_rectificativa(*, actor: Actor, factura_id: UUID, fecha: date, motivo: str, reloj: Reloj) -> Factura:
    """Undo what was noted of a rectificativa, which waits again to be noted: what was written for it is taken back by the same entries with the sign of the original, in their year; what it only named
    (an income, an earlier reintegro) stays as it is, for another one to name.

    Who: `facturas.ver`, who noted it or Intervención (`intervencion.fiscalizar`). Writes: Operacion and its entry, ApunteIva, Factura, RectificacionDeFactura, PasoFactura. Emits:
    facturas.factura.rectificacion_deshecha, presupuesto.corregido, tributacion.iva.anulado. Raises NoEncontrado, NoPermitido, FaseIncompatible (nothing is noted of it), DatosIncorrectos with every problem (also that the
    credit was used meanwhile), Conflicto (its year is closed; the bank says that the money came back; the obligation of the original is another one).
    """
    factura = factura_para(actor, factura_id, motivo=VER, reloj=reloj)
    fila = _en_pie(factura)
    if not puede_deshacer(actor, factura):
        raise NoPermitido(
            _("Lo anotado de una rectificativa lo deshace quien lo anotó."), que_hacer=_("O Intervención: pídaselo.")
        )
    dicho = motivo.strip()
    if not dicho or len(dicho) > LARGO_MOTIVO:
        mensaje = _("Explique por qué se deshace, en %(n)d letras como mucho.") % {"n": LARGO_MOTIVO}
        raise DatosIncorrectos(_("La rectificativa no se ha deshecho."), problemas=[Problema("motivo", mensaje)])
    vuelve = _devolver(fila, factura, fecha, dicho, actor=actor, reloj=reloj)
    bloqueada(factura.id)  # after what the budget locks, as when it was noted: nobody else undoes it meanwhile
    fila, operacion_id = _en_pie(factura), vuelve.id if vuelve is not None else None
    hecha = desmarcar_rectificada(fila, operacion_id=operacion_id, motivo=dicho, actor=actor, reloj=reloj)
    if operacion_id is not None and fila.original is not None:
        _deber(fila.original, hecha, operacion_id, actor=actor, reloj=reloj)
    return hecha


def puede_deshacer(actor: Actor, factura: Factura) -> bool:
    """Whether somebody may undo what is noted of a rectificativa: who noted it, or Intervención."""
    if actor.puede(FISCALIZAR):
        return True
    ultimo = factura.pasos.filter(clase=PasoFactura.Clase.RECTIFICADA).order_by("-dado_el", "-id").first()
    return ultimo is not None and ultimo.dado_por == actor.id


def _en_pie(factura: Factura) -> RectificacionDeFactura:
    """What is noted of a rectificativa. Raises FaseIncompatible."""
    filas = RectificacionDeFactura.objects.select_related("factura__unidad", "original")
    fila = filas.filter(factura=factura, deshecha_el=None).first()
    if fila is None:
        raise FaseIncompatible(
            _("De esta factura no hay anotado nada que rebaje."), que_hacer=_("Mire en su historia qué pasó con ella.")
        )
    return fila


def _devolver(
    fila: RectificacionDeFactura, factura: Factura, fecha: date, motivo: str, *, actor: Actor, reloj: Reloj
) -> Operacion | None:
    """Take back what was written to note it; None when nothing was. Raises Conflicto, DatosIncorrectos."""
    if fila.operacion_id is None or fila.escritas == []:
        return None
    halladas = Operacion.objects.select_related("origen").in_bulk(fila.escritas or [])
    escritas = [halladas[una] for una in fila.escritas or []]
    if not escritas:
        raise Conflicto(
            _("Se anotó antes de que la aplicación guardara qué operaciones escribía."),
            que_hacer=_("Contabilice a mano lo que se corrigió de más."),
        )
    _exigir_que_nada_cuelgue(fila, escritas)
    texto = _("Se deshace la rectificativa %(codigo)s: %(motivo)s") % {"codigo": factura.codigo, "motivo": motivo}
    cabecera = Cabecera(fecha, texto[:LARGO_TEXTO], documento_id=factura.entrega.original_id)
    if escritas[-1].libro == Operacion.Libro.CERRADOS:
        return corregir(escritas[-1].id, cabecera, (), actor=actor, reloj=reloj)
    return deshacer(escritas, cabecera, actor=actor, reloj=reloj)[-1]


def _exigir_que_nada_cuelgue(fila: RectificacionDeFactura, escritas: Sequence[Operacion]) -> None:
    """Neither the bank says that its money came back, nor is the original recognised elsewhere since. Raises Conflicto."""
    conciliados = ConciliacionApunte.objects.filter(
        viva=True, apunte__asiento__operacion_id__in=[una.id for una in escritas]
    )
    if conciliados.exists():
        raise Conflicto(
            _("El banco dice que ese dinero volvió: está conciliado."),
            que_hacer=_("Si se concilió por error, deshaga antes esa conciliación."),
        )
    ultima, original = escritas[-1], fila.original
    rebajada = ultima.origen_id if ultima.signo < 0 and ultima.libro == Operacion.Libro.GASTO else None
    if original is not None and rebajada is not None and original.operacion_o_id != rebajada:
        raise Conflicto(
            _("La obligación que rebajó ya no es la de la factura %(codigo)s.") % {"codigo": original.codigo},
            que_hacer=_("Corrija a mano la contabilidad: se anuló o se reconoció otra vez después."),
        )


def _deber(original: Factura, rectificativa: Factura, operacion_id: UUID, *, actor: Actor, reloj: Reloj) -> None:
    """Whoever had ended because little or nothing was left to pay is owed again."""
    debida = Operacion.objects.filter(id=original.operacion_o_id).first() if original.operacion_o_id else None
    if debida is None:
        return
    for alcance in pagos.alcances(debida, pagos.pagado_de(debida)):
        una = alcance.factura
        if una.estado == Factura.Estado.PAGADA and alcance.queda < 0 and not alcance.nada_mas:
            deber_otra_vez(una.id, rectificativa=rectificativa, operacion_id=operacion_id, actor=actor, reloj=reloj)
