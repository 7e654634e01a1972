"""Depreciate the assets of a year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.models import Asiento, Ejercicio
from consistorio.economia.contabilidad.operaciones import asentar
from consistorio.economia.contabilidad.posteo import partidas_de
from consistorio.economia.contabilidad.tipos import AsientoNuevo
from consistorio.economia.inventario import reglas
from consistorio.economia.inventario.acciones.altas import NORMA
from consistorio.economia.inventario.consultas import por_amortizar
from consistorio.economia.inventario.eventos import CADENA, InmovilizadoAmortizado
from consistorio.economia.inventario.models import Dotacion
from consistorio.economia.inventario.permisos import LLEVAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar


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
    asiento = asentar(AsientoNuevo(dia, texto, partidas), actor=actor, reloj=reloj)
    filas = [Dotacion(bien=bien, ejercicio_id=anio, asiento=asiento, importe=importe) for bien, importe in dotaciones]
    Dotacion.objects.bulk_create(filas, batch_size=1000)
    hecho = InmovilizadoAmortizado(anio, asiento.id, len(filas), str(sum(por_cuenta.values(), Decimal(0))))
    anotar(CADENA, hecho, actor=actor, reloj=reloj, filas=[asiento, *filas])
    return asiento
