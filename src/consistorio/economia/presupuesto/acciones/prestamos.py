"""Loans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from consistorio.economia.contabilidad.models import Asiento
from consistorio.economia.presupuesto.models import CuotaPrestamo, Operacion, Prestamo
from consistorio.economia.presupuesto.operaciones import prestamos
from consistorio.economia.presupuesto.permisos import GASTO, INGRESO
from consistorio.economia.presupuesto.tipos import Cabecera, CuotaNueva, PrestamoNuevo
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion

_NORMA = "TRLRHL arts. 48-55; Orden HAP/1781/2013, quinta parte, cuentas 170 y 520"


@accion("presupuesto.prestamo", permiso=INGRESO, norma=_NORMA)
def concertar_prestamo(*, actor: Actor, nuevo: PrestamoNuevo, cuotas: Sequence[CuotaNueva], reloj: Reloj) -> Prestamo:
    """Note a loan and its instalments. Who: with `presupuesto.ingreso`. Writes, emits and raises as `operaciones.prestamos.concertar`."""
    prestamo = Prestamo(
        codigo=nuevo.codigo,
        denominacion=nuevo.denominacion,
        entidad_id=nuevo.entidad_id,
        formalizado=nuevo.formalizado,
        principal=nuevo.principal,
        concepto=nuevo.concepto,
        amortiza=nuevo.amortiza,
        intereses=nuevo.intereses,
        condiciones=nuevo.condiciones,
    )
    suyas = [CuotaPrestamo(vence=c.vence, amortizacion=c.amortizacion, intereses=c.intereses) for c in cuotas]
    return prestamos.concertar(prestamo, suyas, actor=actor, reloj=reloj)


@accion("presupuesto.derecho", "presupuesto.prestamo.movido", permiso=INGRESO, norma=_NORMA)
def disponer_prestamo(
    *, actor: Actor, codigo: str, cabecera: Cabecera, importe: Decimal, reloj: Reloj, ordinal: str = ""
) -> Operacion:
    """Draw from it, in euros. Who: with `presupuesto.ingreso`. Writes, emits and raises as `operaciones.prestamos.disponer`."""
    return prestamos.disponer(codigo, cabecera, importe, ordinal=ordinal, actor=actor, reloj=reloj)


@accion("presupuesto.gasto", "presupuesto.prestamo.movido", permiso=GASTO, norma=_NORMA)
def reconocer_cuota(*, actor: Actor, codigo: str, numero: int, cabecera: Cabecera, reloj: Reloj) -> Operacion:
    """The obligation of an instalment. Who: with `presupuesto.gasto`. Writes, emits and raises as `operaciones.prestamos.reconocer_cuota`."""
    return prestamos.reconocer_cuota(codigo, numero, cabecera, actor=actor, reloj=reloj)


@accion("presupuesto.prestamo.movido", permiso=GASTO, norma=_NORMA)
def reclasificar_deuda(*, actor: Actor, fecha: date, reloj: Reloj) -> list[Asiento]:
    """What falls due in the year after goes to the short term. Who: with `presupuesto.gasto`. Writes, emits and raises as `operaciones.prestamos.reclasificar`."""
    return prestamos.reclasificar(fecha, actor=actor, reloj=reloj)
