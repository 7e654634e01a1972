"""Note what happens to closed years."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.operaciones import otras
from consistorio.economia.presupuesto.permisos import INGRESO, PAGAR
from consistorio.economia.presupuesto.tipos import Cabecera, Descuento, LineaPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


@accion(
    "presupuesto.cerrado",
    permiso=INGRESO,
    norma="TRLRHL arts. 200-203; Orden HAP/1781/2013, quinta parte, cuentas 431, 434 y 439",
)
def anotar_cerrados(
    *, actor: Actor, clase: str, cabecera: Cabecera, lineas: Sequence[LineaPedida], reloj: Reloj, ordinal: str = ""
) -> Operacion:
    """CC, AC, IC, PRD, RS or RB of rights; PRO or RO of obligations. Who: with `presupuesto.ingreso`. Writes, emits and raises as
    `operaciones.otras.anotar_cerrados`; DatosIncorrectos (what is paid has its own use case)."""
    if clase == "PC":
        mensaje = _("El pago de una obligación de ejercicios cerrados lo contabiliza quien paga.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("clase", mensaje)])
    return otras.anotar_cerrados(clase, cabecera, lineas, ordinal=ordinal, actor=actor, reloj=reloj)


@accion(
    "presupuesto.cerrado", permiso=PAGAR, norma="TRLRHL arts. 200-203; Orden HAP/1781/2013, quinta parte, cuenta 401"
)
def pagar_cerrados(
    *,
    actor: Actor,
    cabecera: Cabecera,
    lineas: Sequence[LineaPedida],
    ordinal: str,
    descuentos: Sequence[Descuento] = (),
    reloj: Reloj,
) -> Operacion:
    """Pay obligations of closed years (PC), less what is kept of them (`descuentos`). Who: with `presupuesto.pagar`. Writes, emits and raises as `operaciones.otras.anotar_cerrados`."""
    return otras.anotar_cerrados(
        "PC", cabecera, lineas, ordinal=ordinal, descuentos=descuentos, actor=actor, reloj=reloj
    )
