"""Depreciate the assets of a year, and undo it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.libros import con_apuntes
from consistorio.economia.contabilidad.models import Asiento, Ejercicio
from consistorio.economia.contabilidad.operaciones import asentar, asentar_varios
from consistorio.economia.contabilidad.posteo import partidas_de
from consistorio.economia.contabilidad.reglas import negativo
from consistorio.economia.contabilidad.tipos import AsientoNuevo, Partida
from consistorio.economia.inventario import reglas
from consistorio.economia.inventario.acciones.altas import NORMA
from consistorio.economia.inventario.consultas import por_amortizar
from consistorio.economia.inventario.eventos import CADENA, AmortizacionDeshecha, InmovilizadoAmortizado
from consistorio.economia.inventario.models import Dotacion
from consistorio.economia.inventario.permisos import LLEVAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar

LARGO_MOTIVO = 200


@accion("inventario.amortizado", permiso=LLEVAR, norma=NORMA)
def amortizar(*, actor: Actor, anio: int, reloj: Reloj) -> Asiento:
    """Note in one entry what each asset was used up in a year. Those that were depreciated already are left out, so that late entries get their own.

    Who: with `inventario.llevar`. Writes: Asiento, Dotacion. Emits: inventario.amortizado. Raises NoEncontrado (no accounts of that year), Conflicto (nothing
    is left to depreciate, or the year is not open).
    """
    if not Ejercicio.objects.select_for_update().filter(anio=anio).exists():
        raise NoEncontrado(_("No hay contabilidad de %(anio)d.") % {"anio": anio})
    dotaciones = por_amortizar(anio)
    if not dotaciones:
        raise Conflicto(_("No queda nada por amortizar en %(anio)d.") % {"anio": anio})
    dia = date(anio, 12, 31)
    por_cuenta: dict[str, Decimal] = {}
    for bien, importe in dotaciones:
        por_cuenta[bien.cuenta] = por_cuenta.get(bien.cuenta, Decimal(0)) + importe
    partidas = tuple(
        partidas_de(
            "F001", importe, en=dia, debe=reglas.cuenta_de_dotacion(cuenta), haber=reglas.cuenta_acumulada(cuenta)
        )
        for cuenta, importe in sorted(por_cuenta.items())
    )
    texto = _("Amortización del inmovilizado de %(anio)d") % {"anio": anio}
    # It belongs to this room: the ledger does not correct it by hand
    asiento = asentar(AsientoNuevo(dia, texto, partidas, operacion_id=uuid7()), actor=actor, reloj=reloj)
    filas = [Dotacion(bien=bien, ejercicio_id=anio, asiento=asiento, importe=importe) for bien, importe in dotaciones]
    Dotacion.objects.bulk_create(filas, batch_size=1000)
    hecho = InmovilizadoAmortizado(anio, asiento.id, len(filas), str(sum(por_cuenta.values(), Decimal(0))))
    anotar(CADENA, hecho, actor=actor, reloj=reloj, filas=[asiento, *filas])
    return asiento


@accion("inventario.amortizacion.deshecha", permiso=LLEVAR, norma=NORMA)
def deshacer_amortizacion(*, actor: Actor, anio: int, motivo: str, reloj: Reloj) -> list[Asiento]:
    """Undo all that was depreciated in an open year, with entries of contrary sign, so that it can be depreciated again as it should have been.

    Who: with `inventario.llevar`. Writes: Asiento, Dotacion. Emits: inventario.amortizacion.deshecha. Raises NoEncontrado (no accounts of that year), DatosIncorrectos (no
    reason), Conflicto (nothing is depreciated in it, or the year is not open).
    """
    if not Ejercicio.objects.select_for_update().filter(anio=anio).exists():
        raise NoEncontrado(_("No hay contabilidad de %(anio)d.") % {"anio": anio})
    if not motivo.strip() or len(motivo) > LARGO_MOTIVO:
        mensaje = _("Diga por qué se deshace, en %(n)d letras como mucho.") % {"n": LARGO_MOTIVO}
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    filas = list(Dotacion.objects.filter(ejercicio=anio, deshecha=None).order_by("id"))
    if not filas:
        raise Conflicto(_("No hay ninguna amortización que deshacer en %(anio)d.") % {"anio": anio})
    contrarios, nuevos = _contrarios({fila.asiento_id for fila in filas}, motivo.strip(), actor=actor, reloj=reloj)
    for fila in filas:
        fila.deshecha = contrarios[fila.asiento_id]
    Dotacion.objects.bulk_update(filas, ["deshecha"], batch_size=1000)
    hecho = AmortizacionDeshecha(anio, tuple(str(nuevo.id) for nuevo in nuevos), len(filas))
    anotar(CADENA, hecho, actor=actor, reloj=reloj, filas=[*nuevos, *filas])
    return nuevos


def _contrarios(
    asientos: Collection[UUID], motivo: str, *, actor: Actor, reloj: Reloj
) -> tuple[dict[UUID, Asiento], list[Asiento]]:
    """The entry that undoes each one, and those that are noted now: the ledger let correct by hand those of the first versions."""
    hechos = {uno.operacion_id: uno for uno in Asiento.objects.filter(operacion_id__in=asientos) if uno.operacion_id}
    quedan = [uno for uno in asientos if uno not in hechos]
    origenes = con_apuntes(list(Asiento.objects.filter(id__in=quedan).order_by("numero")))
    pedidos = [
        AsientoNuevo(
            origen.asiento.fecha,
            _("Deshace el asiento %(numero)s: %(motivo)s") % {"numero": str(origen.asiento), "motivo": motivo},
            negativo(Partida(a.debe_id, a.haber_id, a.importe, a.regla) for a in origen.apuntes),
            operacion_id=origen.asiento.id,
        )
        for origen in origenes
    ]
    nuevos = asentar_varios(pedidos, actor=actor, reloj=reloj) if pedidos else []
    return hechos | {uno.operacion_id: uno for uno in nuevos if uno.operacion_id}, nuevos
