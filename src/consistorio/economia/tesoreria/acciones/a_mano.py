"""Pay by hand what was ordered, or an obligation: what the bank charges by itself, cash, and what is of several third parties. It asks for its turn as a list does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.operaciones import gasto, otras
from consistorio.economia.presupuesto.permisos import PAGAR
from consistorio.economia.presupuesto.tipos import Cabecera, Descuento, LineaPedida
from consistorio.economia.tesoreria import acceso, consultas, operaciones, turnos
from consistorio.economia.tesoreria.models import LineaDePago, MovimientoBancario
from consistorio.economia.tesoreria.operaciones import FORMALIZACION
from consistorio.economia.tesoreria.permisos import CONCILIAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion, exigir_permiso

CERRADOS: Final = "PC"
NORMA = "TRLRHL arts. 186-187 y 196; LO 2/2012 art. 14; RD 500/1990 art. 61"


@accion(
    "presupuesto.pago.hecho",
    "tesoreria.conciliacion.hecha",
    permiso=PAGAR,
    norma=NORMA,
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
    motivo_orden: str = "",
    reloj: Reloj,
) -> Operacion:
    """The money leaves without a list of payments: R over what was ordered, PR over obligations. `ordinal`: account of the chart (57…, 557); `movimiento_id`: the movement of the
    bank with which it left, which is paired with it: its day is then that of the payment, and the one whose blocks count; `motivo_orden`: why it goes before what has its turn earlier,
    kept in its text. What the bank charged by itself (its movement is named) and what moves no money (557) have no turn; cash and what fills the fund of a habilitado say why they
    leave debt behind, and nothing else; the rest never goes before the debt, and is ordered.

    Who: `presupuesto.pagar`; with a movement, `tesoreria.conciliar` too. Writes: Operacion and its entry, Conciliacion. Emits: presupuesto.pago.hecho,
    tesoreria.conciliacion.hecha. Raises NoPermitido, NoEncontrado, DatosIncorrectos with every problem, FaseIncompatible (the control stops it), Conflicto (a list of
    payments has it; the year is closed).
    """
    salida = _Salida(clase, lineas, ordinal, descuentos, movimiento_id, motivo_orden)
    return _pagado(partial(gasto.pagar, clase), salida, cabecera, actor=actor, reloj=reloj)


@accion(
    "presupuesto.cerrado",
    "tesoreria.conciliacion.hecha",
    permiso=PAGAR,
    norma=f"{NORMA}; Orden HAP/1781/2013, quinta parte, cuenta 401",
)
def pagar_cerrados_a_mano(
    *,
    actor: Actor,
    cabecera: Cabecera,
    lineas: Sequence[LineaPedida],
    ordinal: str,
    descuentos: Sequence[Descuento] = (),
    movimiento_id: UUID | None = None,
    motivo_orden: str = "",
    reloj: Reloj,
) -> Operacion:
    """The same, of obligations of closed years (PC): a reason is enough to leave debt behind. What a load left of them and the bank charged by itself is paid with its movement, though
    Intervención sees it later. Who: `presupuesto.pagar`; with a movement, `tesoreria.conciliar` too. Writes, emits and raises as `operaciones.otras.anotar_cerrados` and `pagar_a_mano`."""
    salida = _Salida(CERRADOS, lineas, ordinal, descuentos, movimiento_id, motivo_orden)
    return _pagado(partial(otras.anotar_cerrados, CERRADOS), salida, cabecera, actor=actor, reloj=reloj)


@dato
class _Salida:
    """What is paid by hand, as those who pay say it."""

    clase: str
    lineas: Sequence[LineaPedida]
    ordinal: str
    descuentos: Sequence[Descuento]
    movimiento_id: UUID | None
    motivo_orden: str


def _pagado(
    pagar: Callable[..., Operacion], salida: _Salida, cabecera: Cabecera, *, actor: Actor, reloj: Reloj
) -> Operacion:
    """Note it in its turn; or as the bank says, paired with its movement. `pagar`: the operation of its class."""
    movimiento = None
    if salida.movimiento_id is not None:
        movimiento = _del_banco(salida.movimiento_id, salida.ordinal, actor)
        cabecera = replace(cabecera, fecha=movimiento.fecha, control=replace(cabecera.control, del_banco=True))
    _exigir_fuera_de_relaciones(salida.lineas)
    if movimiento is None:
        cabecera = _en_su_turno(salida, cabecera)
    hecho = pagar(
        cabecera,
        salida.lineas,
        ordinal=salida.ordinal,
        descuentos=salida.descuentos,
        pagado_el=movimiento.fecha if movimiento is not None else None,
        actor=actor,
        reloj=reloj,
    )
    if movimiento is not None:
        apuntes = consultas.apuntes_de_operaciones(movimiento.ordinal, [hecho.id])
        operaciones.emparejar(movimiento.ordinal, [movimiento], apuntes, actor=actor, reloj=reloj)
    return hecho


def _del_banco(movimiento_id: UUID, ordinal: str, actor: Actor) -> MovimientoBancario:
    """The movement with which the bank charged it, locked. Raises NoPermitido, NoEncontrado, DatosIncorrectos."""
    exigir_permiso(actor, CONCILIAR, para="tesoreria.conciliacion.hecha")
    movimiento = acceso.movimiento_bloqueado(movimiento_id)
    if problemas := _problemas(movimiento, ordinal):
        raise DatosIncorrectos(_("El pago no se ha contabilizado."), problemas=problemas)
    return movimiento


def _en_su_turno(salida: _Salida, cabecera: Cabecera) -> Cabecera:
    """Its heading, with the reason why it goes before its turn if it does. Raises DatosIncorrectos (it may not, or it says no reason)."""
    if salida.ordinal.startswith(FORMALIZACION):
        return cabecera
    facil = turnos.en_metalico(salida.ordinal) or turnos.de_un_habilitado(salida.lineas)
    fuera = turnos.saltados_a_mano(salida.lineas, cabecera.fecha)
    fuera = turnos.de_deuda(fuera) if facil else fuera
    problemas = []
    if salida.clase == "PR" and not facil:
        mensaje = _("Nadie ha ordenado este pago: ordénelo antes o, si lo cargó el banco, páguelo desde su movimiento.")
        problemas.append(Problema("pagos", mensaje))
    se_niega = salida.clase != CERRADOS and not facil
    texto, de_turno = turnos.texto_en_su_turno(cabecera.texto, fuera, salida.motivo_orden, se_niega=se_niega)
    if problemas := [*problemas, *de_turno]:
        raise DatosIncorrectos(_("El pago no se ha contabilizado."), problemas=problemas)
    return replace(cabecera, texto=texto)


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
