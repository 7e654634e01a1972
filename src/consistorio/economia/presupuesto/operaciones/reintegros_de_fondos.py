"""What habilitados give back: of an anticipo, out of the budget; of what was handed over a justificar, with its credit in its year, or as income of another one (RD 500/1990 arts. 69-76)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto import reglas
from consistorio.economia.presupuesto.consultas import de_otro_anio
from consistorio.economia.presupuesto.models import Fondo, LineaOperacion, Operacion
from consistorio.economia.presupuesto.operaciones.correccion import corregir, hasta_la_obligacion
from consistorio.economia.presupuesto.operaciones.escritura import Trazo
from consistorio.economia.presupuesto.operaciones.fondos import bloqueado, de_clase, mover, problemas_de_movimiento
from consistorio.economia.presupuesto.operaciones.gasto import exigir, problemas_de_tesoreria
from consistorio.economia.presupuesto.operaciones.ingresos import reconocer
from consistorio.economia.presupuesto.tipos import CERO, Cabecera, LineaPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion

NO_INVERTIDO: Final = "5584"  # what was not spent goes through it (C013)


def reintegrar(
    fondo_id: UUID, cabecera: Cabecera, importe: LineaPedida, *, ordinal: str, actor: Actor, reloj: Reloj
) -> Operacion:
    """The habilitado gives back what is left of an anticipo de caja fija (of what was handed over a justificar: `reintegrar_a_justificar`). Writes and raises as
    `escribir`. Emits: presupuesto.fondo. Raises FaseIncompatible."""
    exigir_transaccion()
    exigir(problemas_de_movimiento(cabecera, importe) + problemas_de_tesoreria(ordinal))
    lote, fondo = bloqueado(fondo_id, cabecera)
    if fondo.clase != Fondo.Clase.CAJA_FIJA:
        raise FaseIncompatible(
            _("Lo librado a justificar no se reintegra así."),
            que_hacer=_("Anótelo en la página del fondo, con «Anotar lo que devuelve»."),
        )
    return mover("FX", cabecera, lote, [Trazo(importe.importe, fondo=fondo)], ordinal, actor=actor, reloj=reloj)


def reintegrar_a_justificar(
    fondo_id: UUID, cabecera: Cabecera, importe: LineaPedida, *, actor: Actor, reloj: Reloj
) -> list[Operacion]:
    """The habilitado gives back what was handed over a justificar that year and not spent: the negatives of its payments, the last first, of their orders and of their
    obligations, which give the credit back too. The money goes back to the account that it left. Answers what was written, the newest corrected first.

    Writes and raises as `corregir`. Emits: presupuesto.corregido. Raises DatosIncorrectos (more than that year handed over: `ingresar_reintegro`).
    """
    exigir_transaccion()
    exigir(problemas_de_movimiento(cabecera, importe))
    fondo = de_clase(fondo_id, Fondo.Clase.A_JUSTIFICAR)
    corregidas, falta = _por_corregir(fondo, importe.importe, cabecera.anio)
    hay = max(CERO, min(fondo.en_su_poder, importe.importe - falta))
    if hay < importe.importe:
        datos = {"cual": fondo, "hay": Importe(hay), "anio": cabecera.anio}
        texto = _("en el fondo «%(cual)s» hay %(hay)s por reintegrar.") % datos
        if de_otro_anio(fondo, cabecera.anio):
            texto = _(
                "en el fondo «%(cual)s» hay %(hay)s entregados en %(anio)d. Lo demás es de otro año: es un ingreso, y se anota con «Ingresar lo que devuelve de otro año»."
            )
            texto %= datos
        exigir([Problema("importe", reglas.faltan(importe.importe - hay, texto))])
    return [
        corregir(operacion, cabecera, lineas, reintegro=True, actor=actor, reloj=reloj)
        for operacion, lineas in corregidas
    ]


def ingresar_reintegro(
    fondo_id: UUID,
    cabecera: Cabecera,
    importe: LineaPedida,
    *,
    concepto: str,
    ordinal: str,
    actor: Actor,
    reloj: Reloj,
) -> Operacion:
    """The habilitado gives back what was handed over a justificar in another year, or paid from closed ones, and not spent: it leaves the fund (FX), and is a right of this year,
    recognised and collected at once (DRI) in a concept of reintegros. No credit comes back. `ordinal`: account of the treasury. Answers the right.

    Writes and raises as `escribir`. Emits: presupuesto.fondo, presupuesto.derecho. Raises DatosIncorrectos with every problem (also more than other years handed over:
    `reintegrar_a_justificar`), Conflicto (no budget).
    """
    exigir_transaccion()
    fondo = de_clase(fondo_id, Fondo.Clase.A_JUSTIFICAR)
    problemas = problemas_de_movimiento(cabecera, importe) + problemas_de_tesoreria(ordinal)
    if not concepto.startswith(reglas.DE_REINTEGROS):
        problemas.append(Problema("concepto", _("Elija un concepto de reintegros (38 o 68).")))
    if cabecera.anio < fondo.ejercicio_id:
        mensaje = _("El fondo es de %(anio)d: no se devuelve antes.") % {"anio": fondo.ejercicio_id}
        problemas.append(Problema("fecha", mensaje))
    exigir(problemas)
    lote, fondo = bloqueado(fondo_id, cabecera)
    hay = de_otro_anio(fondo, cabecera.anio)
    if hay < importe.importe:
        datos = {"cual": fondo, "hay": Importe(hay), "anio": cabecera.anio}
        texto = _("en el fondo «%(cual)s» hay %(hay)s de otro año.")
        if fondo.en_su_poder > hay:
            texto = _(
                "en el fondo «%(cual)s» hay %(hay)s de otro año. Lo entregado en %(anio)d vuelve con su crédito: se anota con «Anotar lo que devuelve»."
            )
        exigir([Problema("importe", reglas.faltan(importe.importe - hay, texto % datos))])
    salida = [Trazo(importe.importe, fondo=fondo)]
    mover("FX", cabecera, lote, salida, NO_INVERTIDO, actor=actor, reloj=reloj)
    linea = LineaPedida(importe.importe, codigo=concepto, cuenta=NO_INVERTIDO)
    return reconocer("DRI", cabecera, [linea], ordinal=ordinal, fondo=fondo, actor=actor, reloj=reloj)


def _por_corregir(fondo: Fondo, importe: Decimal, anio: int) -> tuple[list[tuple[UUID, list[LineaPedida]]], Decimal]:
    """What takes an amount out of a fund, the last payment of a year first: operations with how much of each of their lines, each before what it follows;
    and what does not fit, in euros."""
    pagos = LineaOperacion.objects.filter(
        fondo=fondo, operacion__ejercicio=anio, operacion__clase__in=("R", "PR"), operacion__signo=1, saldo__gt=0
    ).select_related("operacion", "origen__operacion", "origen__origen__operacion")
    partes = list[tuple[LineaOperacion, Decimal]]()
    for pago in pagos.order_by("-id"):
        parte = min(pago.saldo, importe)
        importe -= parte
        partes += [(pago, parte)] if parte else []
    return hasta_la_obligacion(partes), importe
