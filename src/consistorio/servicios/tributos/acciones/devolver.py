"""Note that money was given back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.servicios.tributos import devoluciones
from consistorio.servicios.tributos.acceso import bloqueada, liquidacion_para_cobrar
from consistorio.servicios.tributos.models import Devolucion
from consistorio.servicios.tributos.permisos import COBRAR


@accion("tributos.devolucion.anotada", permiso=COBRAR, norma="LGT arts. 31, 32 y 221")
def anotar_devolucion(
    *, actor: Actor, liquidacion_id: UUID, importe: str, dia: date, referencia_banco: str, reloj: Reloj
) -> Devolucion:
    """Note that what was not owed was given back, whole or in part, once the bank paid it; the same bank reference is the same one, and
    answers it again.

    Who: with `tributos.cobrar`. Writes: Devolucion, Liquidacion. Emits: tributos.devolucion.anotada. Raises NoEncontrado, DatosIncorrectos
    with every problem (more than is left to give back, a day that has not come, a bank reference of another one), Conflicto.
    """
    liquidacion_para_cobrar(actor, liquidacion_id)
    liquidacion, expediente = bloqueada(liquidacion_id)
    anterior = devoluciones.ya_anotada(liquidacion, importe, dia, referencia_banco)
    if anterior is not None:
        return anterior
    salida = devoluciones.leer(liquidacion, importe, dia, referencia_banco, en=hoy(reloj))
    return devoluciones.anotar_salida(liquidacion, expediente, salida, actor=actor, reloj=reloj)
