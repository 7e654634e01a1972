"""What earlier years committed goes to the budget of its year, before anything else (TRLRHL 174.1; RD 500/1990 art. 79)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.presupuesto.eventos import FuturosTraidos
from consistorio.economia.presupuesto.models import LineaFutura, Operacion, OperacionFutura, Presupuesto
from consistorio.economia.presupuesto.operaciones.escritura import cadena
from consistorio.economia.presupuesto.operaciones.gasto import gastar, retener
from consistorio.economia.presupuesto.operaciones.lote import exigir_presupuesto
from consistorio.economia.presupuesto.operaciones.plurianuales import escribir_futuro
from consistorio.economia.presupuesto.tipos import CERO, Cabecera, ControlPedido, LineaDeFuturo, LineaPedida, Plurianual
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import alias_actual, exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

# What each phase becomes in the budget of its year
_EN_SU_ANIO: Final = {"RC": "RC", "A": "A", "D": "AD", "AD": "AD"}
_PRIMERO: Final = {"D": 0, "AD": 0, "A": 1, "RC": 2}


@dato
class SinCredito:
    """What was committed of a year and its budget does not bear: the line of the register, and why."""

    linea_id: UUID
    codigo: str
    importe: Decimal
    motivo: str


@dato
class Traido:
    """What went to the budget of a year, in euros, and what did not fit."""

    operaciones: tuple[Operacion, ...]
    importe: Decimal
    sin_credito: tuple[SinCredito, ...]


def traer(fecha: date, *, actor: Actor, reloj: Reloj) -> Traido:
    """What earlier years committed of this one goes to its budget: commitments first, then authorisations and retentions, the oldest first. What its credit does
    not bear stays in the register and is told; this may be asked again once there is credit.

    Writes: OperacionFutura, LineaFutura, Presupuesto, and as `gasto.gastar`. Emits: presupuesto.gasto, presupuesto.retenido, presupuesto.plurianual.traido.
    Raises Conflicto (no budget).
    """
    exigir_transaccion()
    anio = fecha.year
    exigir_presupuesto(anio)
    tomar_diario(anio)
    presupuesto = Presupuesto.objects.select_for_update().get(pk=anio)
    lineas = LineaFutura.objects.select_for_update(of=("self",)).select_related("operacion")
    por_operacion: defaultdict[OperacionFutura, list[LineaFutura]] = defaultdict(list)
    for linea in lineas.filter(anio=anio, saldo__gt=0, operacion__signo=1).order_by("id"):
        por_operacion[linea.operacion].append(linea)
    if not por_operacion and presupuesto.plurianuales_el is not None:
        return Traido((), CERO, ())
    hechas, sin_credito, importe = list[Operacion](), list[SinCredito](), CERO
    for futura in sorted(por_operacion, key=lambda una: (_PRIMERO[una.clase], una.fecha, una.id)):
        por_intentar = [por_operacion[futura]]
        while por_intentar:
            suyas = por_intentar.pop(0)
            try:
                with transaction.atomic(using=alias_actual()):
                    hecha = _en_su_presupuesto(futura, suyas, fecha, actor=actor, reloj=reloj)
            except DatosIncorrectos as error:
                if len(suyas) > 1:  # each of its lines by itself
                    por_intentar = [[una] for una in suyas]
                    continue
                motivo = " ".join(problema.mensaje for problema in error.problemas) or error.mensaje
                sin_credito += [SinCredito(una.id, una.codigo, una.saldo, motivo) for una in suyas]
            else:
                importe += hecha.importe
                hechas.append(hecha)
    presupuesto.plurianuales_el = fecha
    presupuesto.save(update_fields=["plurianuales_el"])
    falta = sum((una.importe for una in sin_credito), CERO)
    hecho = FuturosTraidos(anio, len(hechas), f"{importe:.2f}", f"{falta:.2f}")
    anotar(cadena(anio), hecho, actor=actor, reloj=reloj, filas=[presupuesto])
    return Traido(tuple(hechas), importe, tuple(sin_credito))


def _en_su_presupuesto(
    futura: OperacionFutura, lineas: Sequence[LineaFutura], fecha: date, *, actor: Actor, reloj: Reloj
) -> Operacion:
    cabecera = Cabecera(
        fecha=fecha,
        texto=futura.texto,
        tercero_id=futura.tercero_id,
        varios=futura.varios,
        expediente_id=futura.expediente_id,
        documento_id=futura.documento_id,
        control=ControlPedido(anterior=True),
    )
    pedidas = [LineaPedida(linea.saldo, codigo=linea.codigo) for linea in lineas]
    clase = _EN_SU_ANIO[futura.clase]
    if clase == "RC":
        hecha = retener(clase, cabecera, pedidas, actor=actor, reloj=reloj, de_futuro=True)
    else:
        hecha = gastar(clase, cabecera, pedidas, actor=actor, reloj=reloj, de_futuro=True)
    de_que = dict(zip(lineas, hecha.lineas.order_by("orden"), strict=True))
    traidas = [LineaDeFuturo(linea.saldo, origen=linea.id) for linea in lineas]
    plurianual = Plurianual(futura.supuesto, futura.anticipada)
    origenes = {linea.id: linea for linea in lineas}
    escribir_futuro("TR", cabecera, traidas, plurianual, origenes, traida=de_que, actor=actor, reloj=reloj)
    return hecha
