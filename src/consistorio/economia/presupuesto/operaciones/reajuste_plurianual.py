"""The annuities of what is committed of later years, moved from one year to another (RD 500/1990 arts. 79-88): what goes down is corrected and what goes up is noted, in one act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from consistorio.economia.presupuesto import limites_plurianuales as limites
from consistorio.economia.presupuesto import reglas
from consistorio.economia.presupuesto.models import LineaFutura, OperacionFutura
from consistorio.economia.presupuesto.operaciones.gasto import exigir
from consistorio.economia.presupuesto.operaciones.lote import exigir_presupuesto
from consistorio.economia.presupuesto.operaciones.plurianuales import (
    aplicaciones_que_inicia,
    bloquear_lineas,
    corregir_futuro,
    escribir_futuro,
    problemas_de_cabecera,
    problemas_de_forma,
    problemas_de_lo_nuevo,
    tomar_limites,
)
from consistorio.economia.presupuesto.tipos import CERO, Cabecera, LineaDeFuturo, Plurianual
from consistorio.economia.presupuesto.vinculacion import leer_clave
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion

Anualidad = tuple[int, str]  # a year and an application


def reajustar(
    operacion_id: UUID, cabecera: Cabecera, quedan: Sequence[LineaDeFuturo], *, actor: Actor, reloj: Reloj
) -> OperacionFutura:
    """Leave an operation, with what was added to it before, with the annuities that are said, by application and year, in euros; zero where nothing is left. What is not
    said stays. What goes up is held as what is noted: its case, its application, its limits.

    Writes and emits as `plurianuales.anotar_futuro`. Raises NoEncontrado, FaseIncompatible (`por_que_no`), DatosIncorrectos with every problem (day, text, years, codes,
    limits, nothing that changes), Conflicto (no budget).
    """
    exigir_transaccion()
    exigir_presupuesto(cabecera.anio)
    original = OperacionFutura.objects.filter(pk=operacion_id).first()
    if original is None:
        raise NoEncontrado(_("No encontramos esa operación de ejercicios futuros."))
    if motivo := por_que_no(original):
        raise FaseIncompatible(_("Las anualidades de esa operación no se reajustan."), que_hacer=motivo)
    tomar_limites(cabecera.anio)
    bloquear_lineas(list(original.lineas.values_list("id", flat=True)))  # what was added before is read after them
    vivas = list(bloquear_lineas(list(lineas_de(original).values_list("id", flat=True))).values())
    problemas = problemas_de_cabecera(cabecera, reloj)
    if cabecera.fecha < original.fecha:
        problemas.append(Problema("fecha", _("La fecha es anterior a la de %(o)s.") % {"o": original}))
    bajan, de_cada, mal = _diferencia(vivas, quedan)
    suben, filas = list(de_cada.values()), list(de_cada)
    if suben:
        mal += _en_su_fila(problemas_de_forma(cabecera.anio, suben, exige_origen=False), filas)
    exigir(problemas + mal)
    hechas = [corregir_futuro(de, cabecera, lineas, actor=actor, reloj=reloj) for de, lineas in bajan.items()]
    if suben:
        supuesto = limites.supuesto_de(original.supuesto, en=cabecera.fecha)
        mal = _sin_inicio(original, vivas, de_cada)
        pasan = problemas_de_lo_nuevo(cabecera.anio, suben, supuesto, anticipada=original.anticipada)
        exigir(mal + _en_su_fila(pasan, filas))
        nueva = Cabecera(
            fecha=cabecera.fecha,
            texto=cabecera.texto,
            tercero_id=original.tercero_id,
            varios=original.varios,
            expediente_id=original.expediente_id,
            documento_id=cabecera.documento_id,
        )
        suyo = Plurianual(original.supuesto, original.anticipada, original.inicia_id)
        hechas.append(
            escribir_futuro(original.clase, nueva, suben, suyo, {}, reajusta=original, actor=actor, reloj=reloj)
        )
    return hechas[-1]  # something changes: it was asked above


def por_que_no(una: OperacionFutura) -> str:
    """Why the annuities of an operation are not readjusted, and what to do; "" when they are."""
    if una.clase == "TR":
        return _("Está ya en el presupuesto de su año: corríjala en él.")
    if una.signo < 0:
        return _("Es una corrección: reajuste la operación que corrige.")
    if una.origen_id is not None:
        return _("Es lo que subió al reajustar %(o)s: reajuste esa.") % {"o": una.origen}
    if una.lineas.filter(origen__isnull=False).exists():
        return _("Sigue a otra operación: anule lo que sobra de esta, reajuste la primera y sígala otra vez.")
    return ""


def lineas_de(original: OperacionFutura) -> QuerySet[LineaFutura]:
    """Its lines and those that its readjustments added, the oldest first."""
    suyas = Q(operacion=original) | Q(operacion__origen=original, operacion__signo=1)
    return LineaFutura.objects.filter(suyas).order_by("id")


def _diferencia(
    vivas: Sequence[LineaFutura], quedan: Sequence[LineaDeFuturo]
) -> tuple[dict[UUID, list[LineaDeFuturo]], dict[int, LineaDeFuturo], list[Problema]]:
    """What goes down, by the operation that it is taken from; what goes up of each year and application, by the place where it was asked; and what is wrong. `quedan` with a
    line of that year and application (`origen`), or with both."""
    por_id, problemas, vistas = {una.id: una for una in vivas}, list[Problema](), set[Anualidad]()
    hay: defaultdict[Anualidad, list[LineaFutura]] = defaultdict(list)
    for una in vivas:
        hay[una.anio, una.codigo].append(una)
    bajan: defaultdict[UUID, list[LineaDeFuturo]] = defaultdict(list)
    suben = dict[int, LineaDeFuturo]()
    for n, pedida in enumerate(quedan):
        linea = por_id.get(pedida.origen) if pedida.origen is not None else None
        clave = leer_clave(pedida.codigo)
        cual = (linea.anio, linea.codigo) if linea else (pedida.anio, str(clave) if clave else pedida.codigo)
        if pedida.importe != CERO and not reglas.importe_bien(pedida.importe):
            problemas.append(Problema(f"lineas.{n}", _("El importe son euros y céntimos, y no baja de cero.")))
        elif pedida.origen is not None and linea is None:
            problemas.append(Problema(f"lineas.{n}", _("Esa línea no es de la operación que se reajusta.")))
        elif cual in vistas:
            mensaje = _("Está dos veces: diga una sola vez cuánto queda de ese año en esa aplicación.")
            problemas.append(Problema(f"lineas.{n}", mensaje))
        else:
            mas = pedida.importe - sum((una.saldo for una in hay[cual]), CERO)
            if mas > CERO:
                suben[n] = LineaDeFuturo(mas, *cual)
            _quitar(-mas, hay[cual], bajan)
        vistas.add(cual)
    if not (bajan or suben or problemas):
        problemas.append(Problema("lineas", _("No cambia nada: escriba cuánto queda en cada año.")))
    return bajan, suben, problemas


def _quitar(cuanto: Decimal, lineas: Sequence[LineaFutura], bajan: defaultdict[UUID, list[LineaDeFuturo]]) -> None:
    """Take so many euros from some lines, what was added last first."""
    for linea in reversed(lineas):
        parte = min(cuanto, linea.saldo)
        if parte > CERO:
            bajan[linea.operacion_id].append(LineaDeFuturo(parte, origen=linea.id))
            cuanto -= parte


def _sin_inicio(
    original: OperacionFutura, vivas: Sequence[LineaFutura], suben: dict[int, LineaDeFuturo]
) -> list[Problema]:
    """What goes up in an application that is not its own, nor of what begins it (TRLRHL 174.2). What is processed early begins by itself."""
    if original.anticipada:
        return []
    suyas = {una.codigo for una in vivas}
    if original.inicia_id is not None:
        suyas |= aplicaciones_que_inicia(original.inicia_id, original.ejercicio_id)
    mensaje = _("%(c)s no es de %(o)s ni de la operación que la inicia: anótela aparte.")
    return [
        Problema(f"lineas.{n}", mensaje % {"c": linea.codigo, "o": original})
        for n, linea in suben.items()
        if linea.codigo not in suyas
    ]


def _en_su_fila(problemas: Sequence[Problema], filas: Sequence[int]) -> list[Problema]:
    """The same, each in the place where what it says was asked."""
    dichos = []
    for uno in problemas:
        campo, _punto, orden = uno.campo.partition(".")
        suyo = f"{campo}.{filas[int(orden)]}" if orden.isdecimal() else uno.campo
        dichos.append(Problema(suyo, uno.mensaje))
    return dichos
