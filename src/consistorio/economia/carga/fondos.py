"""What habilitados hold is noted (TRLRHL 190; RD 500/1990 arts. 69-76): what they had, what the year gave them, what they paid, and the accounts that were approved."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from consistorio.economia.carga.diferencias import distinto
from consistorio.economia.carga.escrito import LARGO_TEXTO, Escrito
from consistorio.economia.carga.filas import FondoLeido, Gasto, Tablas
from consistorio.economia.presupuesto.models import Fondo, Operacion
from consistorio.economia.presupuesto.operaciones import fondos, gasto
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.errores import DatosIncorrectos, Problema

CAJA_FIJA: Final = Fondo.Clase.CAJA_FIJA


def que_habia(t: Tablas, escrito: Escrito) -> None:
    """Those that no obligation of the year gives: what a caja fija has, and what an earlier year handed over a justificar."""
    dados = {g.fondo for g in t.gastos if g.fondo}
    for fondo in t.fondos:
        if fondo.clase == CAJA_FIJA or fondo.fondo not in dados:
            escrito.intentar("fondos", fondo.fondo, lambda fondo=fondo: _fondo(fondo, escrito))  # type: ignore[misc]


def _fondo(leido: FondoLeido, escrito: Escrito) -> None:
    if leido.clase != CAJA_FIJA and leido.justificado:
        mensaje = _("De un pago a justificar de otro año va solo lo que queda por justificar.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("justificado", mensaje)])
    hecho = fondos.detallar(
        leido.clase,
        Cabecera(escrito.en_el_anio(leido.fecha), leido.denominacion[:LARGO_TEXTO], escrito.persona(leido.habilitado)),
        leido.denominacion,
        LineaPedida(leido.entregado),
        cuenta=leido.cuenta,
        entregado=leido.fecha,
        actor=escrito.actor,
        reloj=escrito.reloj,
    )
    escrito.fondos[leido.fondo] = hecho.id
    escrito.operaciones += 1


def obligacion(primera: Gasto, cabecera: Cabecera, lineas: Sequence[LineaPedida], escrito: Escrito) -> Operacion:
    """An obligation of a fund (ADO): it gives one a justificar, or approves the account of a caja fija, which its habilitado paid before."""
    leido = escrito.leidos[primera.fondo]
    if leido.clase == CAJA_FIJA and leido.fondo not in escrito.fondos:  # which was refused, and said why
        mensaje = _("Su fondo no se ha anotado.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("", mensaje)])
    como: Any = {"actor": escrito.actor, "reloj": escrito.reloj}
    cabecera = Cabecera(
        cabecera.fecha,
        cabecera.texto,
        cabecera.tercero_id or escrito.persona(leido.habilitado),
        factura=cabecera.factura,
    )
    if leido.clase == CAJA_FIJA:
        suma = sum((linea.importe for linea in lineas), Decimal(0))
        cual = escrito.fondos[leido.fondo]
        fondos.pagos_del_habilitado(cual, cabecera, LineaPedida(suma), **como)
        return fondos.justificar_caja_fija(cual, cabecera, lineas, **como)
    if leido.fondo in escrito.fondos:
        suyo = Fondo.objects.get(pk=escrito.fondos[leido.fondo])
        return gasto.gastar("ADO", cabecera, lineas, fondo=suyo, **como)
    hecha = fondos.librar_a_justificar(cabecera, lineas, leido.denominacion, cuenta=leido.cuenta, cargado=True, **como)
    escrito.fondos[leido.fondo] = Fondo.objects.get(lineas__operacion=hecha).id
    return hecha


def resto(t: Tablas, escrito: Escrito) -> None:
    """What habilitados paid and no account approved, and the accounts of what was handed over a justificar; then each has what it had."""
    for leido in t.fondos:
        if leido.fondo in escrito.fondos:
            escrito.intentar("fondos", leido.fondo, lambda leido=leido: _resto(leido, t, escrito))  # type: ignore[misc]


def _resto(leido: FondoLeido, t: Tablas, escrito: Escrito) -> None:
    cual = escrito.fondos[leido.fondo]
    como: Any = {"actor": escrito.actor, "reloj": escrito.reloj}
    fondo = Fondo.objects.get(pk=cual)
    cabecera = Cabecera(escrito.fecha, leido.denominacion[:LARGO_TEXTO], fondo.habilitado_id)
    if leido.pagado > fondo.pagado:
        fondos.pagos_del_habilitado(cual, cabecera, LineaPedida(leido.pagado - fondo.pagado), **como)
    if leido.justificado > fondo.justificado:
        dado = next(g for g in t.gastos if g.fondo == leido.fondo)
        linea = LineaPedida(leido.justificado - fondo.justificado, codigo=dado.aplicacion)
        fondos.justificar(cual, cabecera, [linea], **como)
    fondo.refresh_from_db()
    for que, dice, suma in (
        (_("lo que tiene %(cual)s"), leido.en_su_poder, fondo.en_su_poder),
        (_("lo que %(cual)s tiene sin justificar"), leido.sin_justificar, fondo.sin_justificar),
    ):
        if dice != suma:
            escrito.problemas.append(distinto("fondos", que % {"cual": leido.fondo}, dice, suma))
