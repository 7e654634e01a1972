"""The annuities of what is committed of later years, moved from one year to another (RD 500/1990 arts. 79-88): what goes down is corrected and what goes up is noted, in one act."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto import limites_plurianuales as limites
from consistorio.economia.presupuesto.models import LineaFutura, OperacionFutura
from consistorio.economia.presupuesto.operaciones.gasto import exigir
from consistorio.economia.presupuesto.operaciones.lote import exigir_presupuesto
from consistorio.economia.presupuesto.operaciones.plurianuales import (
    anualidades_de,
    corregir_futuro,
    escribir_futuro,
    problemas_de_forma,
)
from consistorio.economia.presupuesto.tipos import CERO, Cabecera, LineaDeFuturo, Plurianual
from consistorio.economia.presupuesto.vinculacion import leer_clave
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion


def reajustar(
    operacion_id: UUID, cabecera: Cabecera, quedan: Sequence[LineaDeFuturo], *, actor: Actor, reloj: Reloj
) -> OperacionFutura:
    """Leave an operation with the annuities that are said, by application and year, in euros; zero where nothing is left. The same limits are asked of what goes up.

    Writes and emits as `plurianuales.anotar_futuro`. Raises NoEncontrado, FaseIncompatible (it is a correction, or follows another one), DatosIncorrectos with every
    problem (years, codes, limits, nothing that changes), Conflicto (no budget).
    """
    exigir_transaccion()
    exigir_presupuesto(cabecera.anio)
    original = OperacionFutura.objects.filter(pk=operacion_id).first()
    if original is None:
        raise NoEncontrado(_("No encontramos esa operación de ejercicios futuros."))
    suyas = list(original.lineas.order_by("orden"))
    if original.signo < 0 or original.clase == "TR" or any(una.origen_id is not None for una in suyas):
        raise FaseIncompatible(
            _(
                "Las anualidades de esa operación no se reajustan: corrige a otra, sigue a otra o está ya en el presupuesto."
            ),
            que_hacer=_("Si sigue a otra, reajuste la primera."),
        )
    bajan, de_cada, problemas = _diferencia(suyas, quedan)
    exigir(problemas)
    hecha, suben = None, list(de_cada.values())
    if bajan:
        hecha = corregir_futuro(original.id, cabecera, bajan, actor=actor, reloj=reloj)
    if suben:
        exigir(_en_su_fila(problemas_de_forma(cabecera.anio, suben, exige_origen=False), list(de_cada)))
        pasan = limites.problemas_de(
            limites.supuesto_de(original.supuesto, en=cabecera.fecha),
            anualidades_de(cabecera.anio, suben),
            ejercicio=cabecera.anio,
            anticipada=original.anticipada,
        )
        exigir(_en_su_fila(pasan, list(de_cada)))
        nueva = Cabecera(
            fecha=cabecera.fecha,
            texto=cabecera.texto,
            tercero_id=original.tercero_id,
            varios=original.varios,
            expediente_id=original.expediente_id,
            documento_id=cabecera.documento_id,
        )
        plurianual = Plurianual(original.supuesto, original.anticipada, original.inicia_id)
        hecha = escribir_futuro(original.clase, nueva, suben, plurianual, {}, actor=actor, reloj=reloj)
    assert hecha is not None  # noqa: S101  # something changes: it was asked above
    return hecha


def _diferencia(
    suyas: Sequence[LineaFutura], quedan: Sequence[LineaDeFuturo]
) -> tuple[list[LineaDeFuturo], dict[int, LineaDeFuturo], list[Problema]]:
    """What goes down of each of its lines; what goes up of each year and application, by the place where it was asked; and what is wrong. `quedan` with its line (`origen`), or a year and a code."""
    por_id, problemas = {una.id: una for una in suyas}, list[Problema]()
    bajan, suben = list[LineaDeFuturo](), dict[int, LineaDeFuturo]()
    for n, pedida in enumerate(quedan):
        linea = por_id.get(pedida.origen) if pedida.origen is not None else None
        if pedida.importe < CERO:
            problemas.append(Problema(f"lineas.{n}", _("El importe son euros y céntimos, y no baja de cero.")))
        elif pedida.origen is not None and linea is None:
            problemas.append(Problema(f"lineas.{n}", _("Esa línea no es de la operación que se reajusta.")))
        elif linea is None:
            clave = leer_clave(pedida.codigo)
            suben[n] = LineaDeFuturo(pedida.importe, pedida.anio, str(clave) if clave else pedida.codigo)
        elif pedida.importe < linea.saldo:
            bajan.append(LineaDeFuturo(linea.saldo - pedida.importe, origen=linea.id))
        elif pedida.importe > linea.saldo:
            suben[n] = LineaDeFuturo(pedida.importe - linea.saldo, linea.anio, linea.codigo)
    if not (bajan or suben or problemas):
        problemas.append(Problema("lineas", _("No cambia nada: escriba cuánto queda en cada año.")))
    return bajan, suben, problemas


def _en_su_fila(problemas: Sequence[Problema], filas: Sequence[int]) -> list[Problema]:
    """The same, each in the place where what it says was asked."""
    dichos = []
    for uno in problemas:
        campo, _punto, orden = uno.campo.partition(".")
        suyo = f"{campo}.{filas[int(orden)]}" if orden.isdecimal() else uno.campo
        dichos.append(Problema(suyo, uno.mensaje))
    return dichos
