"""Pay by hand what was ordered, or an obligation: what the bank charges by itself, cash, and what is of several third parties."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.operaciones import gasto
from consistorio.economia.presupuesto.permisos import PAGAR
from consistorio.economia.presupuesto.tipos import Cabecera, Descuento, LineaPedida
from consistorio.economia.tesoreria import acceso, consultas, operaciones
from consistorio.economia.tesoreria.models import LineaDePago, MovimientoBancario
from consistorio.economia.tesoreria.permisos import CONCILIAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion, exigir_permiso


@accion(
    "presupuesto.pago.hecho",
    "tesoreria.conciliacion.hecha",
    permiso=PAGAR,
    norma="TRLRHL arts. 186-187 y 196; RD 500/1990 art. 61",
)
def pagar_a_mano(
    *,
    actor: Actor,
    clase: str,
    cabecera: Cabecera,
    lineas: Sequence[LineaPedida],
    ordinal: str,
    descuentos: Sequence[Descuento] = (),
    movimiento_id: UUID | None = None,
    reloj: Reloj,
) -> Operacion:
    """The money leaves without a list of payments: R over what was ordered, PR over obligations. `ordinal`: account of the chart (57…, 557); `movimiento_id`: the movement of the
    bank with which it left, which is paired with it: its day is then the one whose blocks count.

    Who: `presupuesto.pagar`; with a movement, `tesoreria.conciliar` too. Writes: Operacion and its entry, Conciliacion. Emits: presupuesto.pago.hecho,
    tesoreria.conciliacion.hecha. Raises NoPermitido, NoEncontrado, DatosIncorrectos with every problem, FaseIncompatible (the control stops it), Conflicto (a list of
    payments has it; the year is closed).
    """
    movimiento = None
    if movimiento_id is not None:
        exigir_permiso(actor, CONCILIAR, para="tesoreria.conciliacion.hecha")
        movimiento = acceso.movimiento_bloqueado(movimiento_id)
        if problemas := _problemas(movimiento, ordinal):
            raise DatosIncorrectos(_("El pago no se ha contabilizado."), problemas=problemas)
    _exigir_fuera_de_relaciones(lineas)
    hecho = gasto.pagar(
        clase,
        cabecera,
        lineas,
        ordinal=ordinal,
        descuentos=descuentos,
        pagado_el=movimiento.fecha if movimiento is not None else None,
        actor=actor,
        reloj=reloj,
    )
    if movimiento is not None:
        apuntes = consultas.apuntes_de_operaciones(movimiento.ordinal, [hecho.id])
        operaciones.emparejar(movimiento.ordinal, [movimiento], apuntes, actor=actor, reloj=reloj)
    return hecho


def _problemas(movimiento: MovimientoBancario, ordinal: str) -> list[Problema]:
    problemas = []
    if movimiento.importe >= 0:
        problemas.append(Problema("movimiento", _("Ese movimiento del banco es un ingreso: no es ningún pago.")))
    if movimiento.ordinal.cuenta_id != ordinal:
        mensaje = _("El movimiento del banco es de la cuenta %(cuenta)s.") % {"cuenta": movimiento.ordinal.cuenta_id}
        problemas.append(Problema("ordinal", mensaje))
    return problemas


def _exigir_fuera_de_relaciones(lineas: Sequence[LineaPedida]) -> None:
    """Raises Conflicto when a list of payments that is not over is going to pay some of it."""
    suyas = LineaOperacion.objects.filter(id__in=[una.origen for una in lineas if una.origen is not None])
    en_relacion = LineaDePago.objects.filter(viva=True, operacion__in=suyas.values("operacion"))
    una = en_relacion.select_related("relacion").first()
    if una is not None:
        raise Conflicto(
            _("Ese pago está en la relación de pagos %(cual)s.") % {"cual": una.relacion},
            que_hacer=_("Anote allí que se pagó, o retire antes la relación."),
        )
