"""What will hardly be collected of earlier years: the least that the law says, year by year, and its entry (TRLRHL 193 bis; Orden HAP/1781/2013, fifth part, 490)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from consistorio.economia.cierre.eventos import DeterioroDotado
from consistorio.economia.cierre.reglas.liquidacion import dudoso_cobro_minimo, tanto_de
from consistorio.economia.cierre.semillas import tantos_de_dudoso_cobro
from consistorio.economia.contabilidad import posteo
from consistorio.economia.contabilidad.consultas import saldo
from consistorio.economia.contabilidad.eventos import cadena_del_ejercicio
from consistorio.economia.contabilidad.models import Asiento
from consistorio.economia.contabilidad.operaciones import asentar
from consistorio.economia.contabilidad.tipos import AsientoNuevo
from consistorio.economia.presupuesto import a_cerrados
from consistorio.economia.presupuesto.tipos import SaldoDeCerrado
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

CUENTA: Final = "4900"
CENTIMO: Final = Decimal("0.01")
LARGO: Final = 200


@dato
class FilaDeDudoso:
    """The rights of a year: what is pending, and the least part of it that is doubtful, from 0 to 1. In euros."""

    anio: int
    pendiente: Decimal
    tanto: Decimal
    minimo: Decimal


@dato
class Propuesta:
    """Year by year, the oldest first; what the law asks in all, and what is noted now, in euros."""

    filas: tuple[FilaDeDudoso, ...]
    minimo: Decimal
    anotado: Decimal


def propuesta(anio: int, cerrados: Sequence[SaldoDeCerrado] | None = None) -> Propuesta:
    """What the end of a year should have in account 490. `cerrados`: what it leaves pending, when it is known already."""
    por_anio: dict[int, Decimal] = {}
    for uno in a_cerrados.por_tercero(anio) if cerrados is None else cerrados:
        if uno.clase == "derecho" and uno.anio < anio:
            por_anio[uno.anio] = por_anio.get(uno.anio, Decimal(0)) + uno.importe
    tantos = tantos_de_dudoso_cobro(date(anio, 12, 31))
    filas = tuple(
        FilaDeDudoso(de, importe, tanto_de(anio - de, tantos), dudoso_cobro_minimo({de: importe}, anio, tantos))
        for de, importe in sorted(por_anio.items())
    )
    return Propuesta(filas, dudoso_cobro_minimo(por_anio, anio, tantos), -saldo(anio, "490").neto)


def dotar(anio: int, fecha: date, importe: Decimal | None, motivo: str, *, actor: Actor, reloj: Reloj) -> Asiento:
    """Have account 490 with what is proposed, or with more: what it had is reversed (F002) and the rest is noted (F003), in one entry.

    `importe`: in euros, not less than the law says; without it, that. Writes: Asiento. Emits: cierre.deterioro. Raises DatosIncorrectos with every problem, Conflicto
    (it has that already; the year is not open).
    """
    exigir_transaccion()
    dicha = propuesta(anio)
    total = dicha.minimo if importe is None else importe
    problemas = []
    if fecha.year != anio or fecha > hoy(reloj):
        problemas.append(
            Problema("fecha", _("La fecha es del ejercicio %(anio)d, y no posterior a hoy.") % {"anio": anio})
        )
    if not total.is_finite() or total != total.quantize(CENTIMO) or total < dicha.minimo:
        mensaje = _("El deterioro no puede ser menor que el mínimo legal, que es %(minimo)s.")
        problemas.append(Problema("importe", mensaje % {"minimo": Importe(dicha.minimo)}))
    elif total > dicha.minimo and not motivo.strip():
        problemas.append(Problema("motivo", _("Diga por qué es mayor que el mínimo legal.")))
    if len(motivo) > LARGO:
        problemas.append(Problema("motivo", _("El motivo son %(n)d letras como mucho.") % {"n": LARGO}))
    if problemas:
        raise DatosIncorrectos(_("El deterioro no se ha anotado."), problemas=problemas)
    if total == dicha.anotado:
        raise Conflicto(_("El deterioro ya es ese: no hay nada que anotar."))
    partidas = []
    if dicha.anotado:
        partidas.append(posteo.partidas_de("F002", dicha.anotado, en=fecha))
    if total:
        partidas.append(posteo.partidas_de("F003", total, en=fecha))
    texto = _("Deterioro de los derechos de dudoso cobro de %(anio)d") % {"anio": anio}
    nuevo = AsientoNuevo(fecha, f"{texto}. {motivo.strip()}".removesuffix(". "), tuple(partidas))
    asiento = asentar(nuevo, actor=actor, reloj=reloj)
    hecho = DeterioroDotado(anio, asiento.numero, f"{dicha.minimo:.2f}", f"{total:.2f}")
    anotar(cadena_del_ejercicio(anio), hecho, actor=actor, reloj=reloj, filas=[asiento])
    return asiento
