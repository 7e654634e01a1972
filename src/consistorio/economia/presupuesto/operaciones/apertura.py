"""The balances with which a year opens: those of the accounts, and who owes what of closed years (Orden HAP/1781/2013, fifth part, 400, 401, 430 and 431)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.models import Asiento
from consistorio.economia.contabilidad.operaciones import asentar
from consistorio.economia.contabilidad.reglas import emparejar
from consistorio.economia.contabilidad.saldos import tiene_apertura
from consistorio.economia.contabilidad.tipos import AsientoNuevo
from consistorio.economia.presupuesto.eventos import AperturaAnotada
from consistorio.economia.presupuesto.models import SaldoCerrado
from consistorio.economia.presupuesto.operaciones.escritura import cadena
from consistorio.economia.presupuesto.operaciones.traspaso import completar
from consistorio.economia.presupuesto.tipos import CERO, SaldoDeCerrado
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar


def abrir(
    fecha: date,
    saldos: Mapping[str, Decimal],
    cerrados: Sequence[SaldoDeCerrado],
    *,
    texto: str,
    actor: Actor,
    reloj: Reloj,
) -> Asiento:
    """Note the entry of opening: account -> balance, positive when it is a debit one; and the detail of 401x and 431x, which adds up to them, but for what went over before.

    Writes: Asiento (clase apertura), SaldoCerrado. Emits: presupuesto.apertura. Raises DatosIncorrectos with every problem, Conflicto (the year has its
    opening, or is not open).
    """
    exigir_transaccion()
    anio = fecha.year
    problemas = _problemas(anio, saldos, cerrados)
    if problemas:
        raise DatosIncorrectos(_("La apertura no se ha anotado."), problemas=problemas)
    if tiene_apertura(anio):
        raise Conflicto(_("El ejercicio %(anio)d ya tiene su asiento de apertura.") % {"anio": anio})
    filas = completar(anio, cerrados)
    deudores = {cuenta: saldo for cuenta, saldo in saldos.items() if saldo > 0}
    acreedores = {cuenta: -saldo for cuenta, saldo in saldos.items() if saldo < 0}
    nuevo = AsientoNuevo(
        fecha=fecha, texto=texto, partidas=emparejar(deudores, acreedores, regla="Z002"), clase=Asiento.Clase.APERTURA
    )
    asiento = asentar(nuevo, actor=actor, reloj=reloj)
    hecho = AperturaAnotada(anio, asiento.numero, f"{sum(deudores.values(), CERO):.2f}", len(filas))
    anotar(cadena(anio), hecho, actor=actor, reloj=reloj, filas=[asiento, *filas])
    return asiento


def _problemas(anio: int, saldos: Mapping[str, Decimal], cerrados: Sequence[SaldoDeCerrado]) -> list[Problema]:
    problemas = []
    suma = sum(saldos.values(), CERO)
    if suma or not saldos:
        mensaje = _("Los saldos de apertura no cuadran: sobran %(suma)s en el debe.") % {"suma": Importe(suma)}
        problemas.append(Problema("saldos", mensaje))
    detalle: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    for n, uno in enumerate(cerrados):
        signo = -1 if uno.clase == SaldoCerrado.Clase.OBLIGACION else 1
        detalle[uno.cuenta] += signo * uno.importe
        if uno.anio >= anio or not uno.importe.is_finite() or uno.importe <= 0:
            mensaje = _("Un saldo de ejercicios cerrados es de un año anterior, y mayor que cero.")
            problemas.append(Problema(f"cerrados.{n}", mensaje))
    cuentas = {cuenta for cuenta in saldos if cuenta.startswith(("401", "431"))} | detalle.keys()
    for cuenta in sorted(cuentas):
        diferencia = abs(saldos.get(cuenta, CERO)) - abs(detalle[cuenta])
        if diferencia:
            mensaje = _(
                "El detalle de ejercicios cerrados no suma el saldo de la cuenta %(c)s: hay %(d)s de diferencia."
            )
            problemas.append(Problema("cerrados", mensaje % {"c": cuenta, "d": Importe(abs(diferencia))}))
    return problemas
