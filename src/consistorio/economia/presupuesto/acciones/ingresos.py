"""Note income."""

from __future__ import annotations

from collections.abc import Sequence

from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.operaciones import ingresos
from consistorio.economia.presupuesto.permisos import INGRESO, PAGAR
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


@accion(
    "presupuesto.derecho", permiso=INGRESO, norma="TRLRHL arts. 200-203; Orden HAP/1781/2013, quinta parte, cuenta 430"
)
def reconocer(
    *, actor: Actor, clase: str, cabecera: Cabecera, lineas: Sequence[LineaPedida], reloj: Reloj, ordinal: str = ""
) -> Operacion:
    """DR, DRI or DRA. Who: with `presupuesto.ingreso`. Writes, emits and raises as `operaciones.ingresos.reconocer`."""
    return ingresos.reconocer(clase, cabecera, lineas, ordinal=ordinal, actor=actor, reloj=reloj)


@accion(
    "presupuesto.ingreso",
    permiso=INGRESO,
    norma="TRLRHL arts. 200-203; Orden HAP/1781/2013, quinta parte, cuentas 430 y 554",
)
def ingresar(
    *, actor: Actor, cabecera: Cabecera, lineas: Sequence[LineaPedida], reloj: Reloj, ordinal: str = ""
) -> Operacion:
    """I. Who: with `presupuesto.ingreso`. Writes, emits and raises as `operaciones.ingresos.ingresar`."""
    return ingresos.ingresar(cabecera, lineas, ordinal=ordinal, actor=actor, reloj=reloj)


@accion(
    "presupuesto.derecho.baja",
    permiso=INGRESO,
    norma="TRLRHL arts. 200-203; Orden HAP/1781/2013, quinta parte, cuentas 433 y 438",
)
def dar_de_baja(
    *, actor: Actor, clase: str, cabecera: Cabecera, lineas: Sequence[LineaPedida], reloj: Reloj
) -> Operacion:
    """AN, APL, INS or ESP. Who: with `presupuesto.ingreso`. Writes, emits and raises as `operaciones.ingresos.dar_de_baja`."""
    return ingresos.dar_de_baja(clase, cabecera, lineas, actor=actor, reloj=reloj)


@accion("presupuesto.devolucion", permiso=INGRESO, norma="LGT art. 32; Orden HAP/1781/2013, quinta parte, cuenta 418")
def acordar_devolucion(*, actor: Actor, cabecera: Cabecera, lineas: Sequence[LineaPedida], reloj: Reloj) -> Operacion:
    """Agree a refund. Who: with `presupuesto.ingreso`. Writes, emits and raises as `operaciones.ingresos.acordar_devolucion`."""
    return ingresos.acordar_devolucion(cabecera, lineas, actor=actor, reloj=reloj)


@accion(
    "presupuesto.devolucion",
    permiso=PAGAR,
    norma="TRLRHL arts. 200-203; Orden HAP/1781/2013, quinta parte, cuentas 418 y 437",
)
def pagar_devolucion(
    *, actor: Actor, cabecera: Cabecera, lineas: Sequence[LineaPedida], ordinal: str, reloj: Reloj
) -> Operacion:
    """Pay a refund. Who: with `presupuesto.pagar`. Writes, emits and raises as `operaciones.ingresos.pagar_devolucion`."""
    return ingresos.pagar_devolucion(cabecera, lineas, ordinal=ordinal, actor=actor, reloj=reloj)
