"""The funds of habilitados: anticipos de caja fija and payments a justificar (TRLRHL 190; RD 500/1990 arts. 69-76)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.equivalencias import cuenta_de
from consistorio.economia.presupuesto import reglas
from consistorio.economia.presupuesto.eventos import FondoMovido
from consistorio.economia.presupuesto.models import Fondo, LineaOperacion, Operacion
from consistorio.economia.presupuesto.operaciones.asientos import partidas_de
from consistorio.economia.presupuesto.operaciones.escritura import Borrador, Trazo, escribir
from consistorio.economia.presupuesto.operaciones.gasto import exigir, gastar, problemas_de_tesoreria
from consistorio.economia.presupuesto.operaciones.lote import Lote, de_otros
from consistorio.economia.presupuesto.tipos import CERO, Cabecera, LineaPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion


def constituir(
    cabecera: Cabecera,
    denominacion: str,
    importe: LineaPedida,
    *,
    ordinal: str,
    cuenta: str,
    actor: Actor,
    reloj: Reloj,
) -> Operacion:
    """Make an anticipo de caja fija: money goes to the account of its habilitado (the third party), out of no budget. `cuenta`: 5751 or 5741.

    Writes: Fondo and as `escribir`. Emits: presupuesto.fondo.
    """
    exigir_transaccion()
    problemas = problemas_de_movimiento(cabecera, importe) + problemas_de_tesoreria(ordinal)
    if not denominacion.strip():
        problemas.append(Problema("denominacion", _("Ponga nombre a la caja.")))
    if not cuenta.startswith(("5751", "5741")):
        problemas.append(Problema("cuenta", _("La cuenta de una caja fija es la 5751, o la 5741 si es en efectivo.")))
    exigir(problemas)
    fondo = _nuevo(Fondo.Clase.CAJA_FIJA, cabecera, denominacion, cuenta)
    lote = Lote(cabecera.anio, fondos={fondo.id: fondo}, nuevas=[fondo])
    return mover("FC", cabecera, lote, [Trazo(importe.importe, fondo=fondo)], ordinal, actor=actor, reloj=reloj)


def detallar(
    clase: str,
    cabecera: Cabecera,
    denominacion: str,
    importe: LineaPedida,
    *,
    cuenta: str,
    entregado: date,
    actor: Actor,
    reloj: Reloj,
) -> Fondo:
    """What a habilitado already held when the accounts came from another program: its account has that money, so that its entry charges and pays the same one.
    `entregado`: the day on which it was handed over, also of an earlier year, from which it is to be justified.

    Writes: Fondo and as `escribir`. Emits: presupuesto.fondo. Raises DatosIncorrectos with every problem.
    """
    exigir_transaccion()
    problemas = problemas_de_movimiento(cabecera, importe)
    if clase not in Fondo.Clase.values:
        problemas.append(Problema("clase", _("La clase del fondo es caja_fija o a_justificar.")))
    exigir(problemas or _de_cuenta(clase, cuenta))
    fondo = _nuevo(clase, cabecera, denominacion, cuenta, entregado=entregado)
    lote = Lote(cabecera.anio, fondos={fondo.id: fondo}, nuevas=[fondo])
    mover("FC", cabecera, lote, [Trazo(importe.importe, fondo=fondo)], cuenta, actor=actor, reloj=reloj)
    return fondo


def pagos_del_habilitado(
    fondo_id: UUID, cabecera: Cabecera, importe: LineaPedida, *, actor: Actor, reloj: Reloj
) -> Operacion:
    """What the habilitado pays out of the fund, before the account is approved. Writes and raises as `escribir`. Emits: presupuesto.fondo."""
    exigir_transaccion()
    exigir(problemas_de_movimiento(cabecera, importe))
    lote, fondo = bloqueado(fondo_id, cabecera)
    return mover("FP", cabecera, lote, [Trazo(importe.importe, fondo=fondo)], "", actor=actor, reloj=reloj)


def librar_a_justificar(
    cabecera: Cabecera,
    lineas: Sequence[LineaPedida],
    denominacion: str,
    *,
    actor: Actor,
    reloj: Reloj,
    cuenta: str = "5750",
    vence: date | None = None,
    cargado: bool = False,
) -> Operacion:
    """The obligation of an order a justificar (ADO), whose fund is filled by its payment. The third party is the habilitado: while it is not
    said, it may be whoever holds funds of the application. `cuenta`: of the treasury, 5750 or 5740; `vence`: last day to justify it, when it is before the three months of
    the law (`reglas.vence_justificar`); `cargado`: another program handed it over.

    Writes: Fondo and as `escribir`. Emits: presupuesto.gasto. Raises DatosIncorrectos with every problem (also when the habilitado holds funds of the same
    application that are not justified, TRLRHL 190.2).
    """
    exigir_transaccion()
    problemas = reglas.problemas_de_lineas(lineas, exige_origen=False) + _de_cuenta(Fondo.Clase.A_JUSTIFICAR, cuenta)
    problemas += reglas.problemas_de_plazo(cabecera.fecha, vence)
    por_justificar = set[str]() if cargado else _por_justificar(cabecera.tercero_id)
    problemas += [
        Problema(f"lineas.{n}", _("Quien lo recibe tiene fondos de esta aplicación por justificar (TRLRHL 190.2)."))
        for n, linea in enumerate(lineas)
        if linea.codigo in por_justificar
    ]
    exigir(problemas)
    fondo = _nuevo(Fondo.Clase.A_JUSTIFICAR, cabecera, denominacion or cabecera.texto, cuenta, vence=vence)
    return gastar("ADO", cabecera, lineas, fondo=fondo, nuevas=[fondo], actor=actor, reloj=reloj)


def justificar_caja_fija(
    fondo_id: UUID, cabecera: Cabecera, lineas: Sequence[LineaPedida], *, actor: Actor, reloj: Reloj
) -> Operacion:
    """The account of an anticipo de caja fija is approved: its expense is charged to the budget (ADO) and, once paid, fills the fund again.

    Writes and raises as `escribir`. Emits: presupuesto.gasto.
    """
    exigir_transaccion()
    fondo = de_clase(fondo_id, Fondo.Clase.CAJA_FIJA)
    return gastar("ADO", cabecera, lineas, fondo=fondo, actor=actor, reloj=reloj)


def justificar(
    fondo_id: UUID, cabecera: Cabecera, lineas: Sequence[LineaPedida], *, actor: Actor, reloj: Reloj
) -> Operacion:
    """The account of what was handed over a justificar is approved: the expense gets its account, by its application or the one that it says.

    Writes and raises as `escribir`. Emits: presupuesto.fondo.
    """
    exigir_transaccion()
    problemas, cuentas = reglas.problemas_de_cabecera(cabecera), list[str]()
    for n, linea in enumerate(lineas):
        if not reglas.importe_bien(linea.importe):
            problemas.append(Problema(f"lineas.{n}", _("El importe son euros y céntimos, y mayor que cero.")))
        try:
            cuentas.append(linea.cuenta or _cuenta_del_gasto(linea.codigo, cabecera.fecha))
        except NoEncontrado as error:
            problemas.append(Problema(f"lineas.{n}", error.mensaje))
    if not lineas:
        problemas.append(Problema("lineas", _("Escriba al menos una línea con su importe.")))
    exigir(problemas)
    de_clase(fondo_id, Fondo.Clase.A_JUSTIFICAR)
    lote, fondo = bloqueado(fondo_id, cabecera)
    trazos = [Trazo(linea.importe, fondo=fondo, cuenta=cuenta) for linea, cuenta in zip(lineas, cuentas, strict=True)]
    return mover("FJ", cabecera, lote, trazos, "", actor=actor, reloj=reloj)


def _cuenta_del_gasto(codigo: str, en: date) -> str:
    """The account of what an application or an economic code bought. Raises NoEncontrado."""
    economica = codigo.rpartition(".")[2]
    if not economica:
        raise NoEncontrado(_("Diga la económica o la cuenta de lo que se gastó."))
    return cuenta_de("gasto", economica, en=en)


def _por_justificar(habilitado_id: UUID | None) -> set[str]:
    """The applications, of any year, of which somebody was recognised funds that are not justified nor given back; of anybody, when nobody says who. A fund without a name
    stops nobody who has one."""
    de_quien = Q() if habilitado_id is None else Q(fondo__habilitado_id=habilitado_id)
    lineas = LineaOperacion.objects.filter(
        de_quien, fondo__clase=Fondo.Clase.A_JUSTIFICAR, operacion__clase__in=("ADO", "RO")
    ).select_related("fondo", "aplicacion", "operacion")
    reconocido, codigos = defaultdict[UUID, Decimal](lambda: CERO), defaultdict[UUID, set[str]](set)
    cumplido: dict[UUID, Decimal] = {}
    for linea in lineas:
        if linea.fondo is not None:
            reconocido[linea.fondo.id] += linea.importe if linea.operacion.clase == "ADO" else -linea.importe
            if linea.aplicacion is not None:
                codigos[linea.fondo.id].add(linea.aplicacion.codigo)
            cumplido[linea.fondo.id] = linea.fondo.justificado + linea.fondo.reintegrado
    return {codigo for uno, suma in reconocido.items() if suma > cumplido[uno] for codigo in codigos[uno]}


def _de_cuenta(clase: str, cuenta: str) -> list[Problema]:
    if cuenta.startswith(("5751", "5741") if clase == Fondo.Clase.CAJA_FIJA else ("5750", "5740")):
        return []
    mensaje = _("La cuenta de una caja fija es la 5751 o la 5741; la de un pago a justificar, la 5750 o la 5740.")
    return [Problema("cuenta", mensaje)]


def _nuevo(
    clase: str,
    cabecera: Cabecera,
    denominacion: str,
    cuenta: str,
    *,
    entregado: date | None = None,
    vence: date | None = None,
) -> Fondo:
    if clase == Fondo.Clase.A_JUSTIFICAR and vence is None:
        vence = reglas.vence_justificar(entregado or cabecera.fecha)
    fondo = Fondo(
        id=uuid7(),
        ejercicio_id=cabecera.anio,
        clase=clase,
        denominacion=denominacion.strip()[:200],
        habilitado_id=cabecera.tercero_id,
        cuenta=cuenta,
        vence=vence,
    )
    fondo.save(force_insert=True)
    return fondo


def de_clase(fondo_id: UUID, clase: str) -> Fondo:
    """A fund of a class. Raises NoEncontrado."""
    fondo = Fondo.objects.filter(pk=fondo_id, clase=clase).first()
    if fondo is None:
        raise NoEncontrado(_("No encontramos ese fondo."))
    return fondo


def bloqueado(fondo_id: UUID, cabecera: Cabecera) -> tuple[Lote, Fondo]:
    """A fund, locked after the journal of the year. Raises NoEncontrado."""
    lote = de_otros(cabecera.anio, (), fondos=[fondo_id])
    if fondo_id not in lote.fondos:
        raise NoEncontrado(_("No encontramos ese fondo."))
    return lote, lote.fondos[fondo_id]


def problemas_de_movimiento(cabecera: Cabecera, importe: LineaPedida) -> list[Problema]:
    """What is wrong with an amount that goes into a fund or out of it."""
    problemas = reglas.problemas_de_cabecera(cabecera)
    if not reglas.importe_bien(importe.importe):
        problemas.append(Problema("importe", _("El importe son euros y céntimos, y mayor que cero.")))
    return problemas


def mover(
    clase: str, cabecera: Cabecera, lote: Lote, trazos: list[Trazo], contrapartida: str, *, actor: Actor, reloj: Reloj
) -> Operacion:
    """Note what a fund goes through. Writes and raises as `escribir`. Emits: presupuesto.fondo."""
    borrador = Borrador(
        cabecera=cabecera,
        libro=Operacion.Libro.FONDOS,
        clase=clase,
        hecho=FondoMovido,
        trazos=trazos,
        partidas=partidas_de(clase, trazos, contrapartida, cabecera.fecha),
        contrapartida=contrapartida,
    )
    return escribir(borrador, lote, actor=actor, reloj=reloj)
