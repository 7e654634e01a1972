"""An operation is corrected by its negative: the same entry with the sign changed, for as much as is left of it (Orden HAP/1781/2013, fifth part)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.reglas import negativo
from consistorio.economia.presupuesto import clases, reglas
from consistorio.economia.presupuesto.eventos import OperacionCorregida
from consistorio.economia.presupuesto.models import ConceptoIngreso, LineaOperacion, Operacion, SaldoCerrado
from consistorio.economia.presupuesto.operaciones.asientos import partidas_de
from consistorio.economia.presupuesto.operaciones.colgados import al_corregir, colgaba
from consistorio.economia.presupuesto.operaciones.escritura import Borrador, Trazo, escribir
from consistorio.economia.presupuesto.operaciones.gasto import NO_DISPONIBLE, exigir, problemas_de_disponibilidad
from consistorio.economia.presupuesto.operaciones.lote import Lote, de_conceptos, de_gasto, de_otros
from consistorio.economia.presupuesto.tipos import CERO, Cabecera, LineaPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion

_CON_DESCUENTOS: Final = (Operacion.Libro.GASTO, Operacion.Libro.CERRADOS)


def corregir(
    operacion_id: UUID,
    cabecera: Cabecera,
    lineas: Sequence[LineaPedida],
    *,
    reintegro: bool = False,
    actor: Actor,
    reloj: Reloj,
) -> Operacion:
    """Note the negative of an operation, whole (no lines) or of some of its lines (`origen`: each of them) for part of what is left. What it had taken from the
    phase before, or from a retention, goes back there. The rows are those of the rules of the original's day. A payment with discounts is corrected
    whole, and so is what a payroll or the instalment of a loan hangs from. `reintegro`: what was paid came back from who got it, as `reintegrar` says.

    Writes and raises as `escribir`. Emits: presupuesto.corregido. Raises NoEncontrado, FaseIncompatible (credits and rights are not corrected so).
    """
    exigir_transaccion()
    original = Operacion.objects.filter(pk=operacion_id).first()
    if original is None:
        raise NoEncontrado(_("No encontramos esa operación."))
    _exigir_corregible(original)
    enteras = list(original.lineas.order_by("orden"))
    pedidas = list(lineas) or [LineaPedida(uno.importe, origen=uno.id) for uno in enteras]
    problemas = _problemas(original, enteras, cabecera, pedidas)
    exigir(problemas + (problemas_de_disponibilidad(cabecera) if original.clase == NO_DISPONIBLE else []))
    nuevas = al_corregir(original, cabecera, pedidas)
    lote = _lote(original, cabecera, enteras, pedidas)
    trazos = [_trazo(lote, pedida, -pedida.importe) for pedida in pedidas]
    borrador = _borrador(original, cabecera, trazos, reintegro=reintegro)
    borrador.partidas, borrador.nuevas = list(negativo(borrador.partidas)), nuevas
    return escribir(borrador, lote, actor=actor, reloj=reloj)


def restituir(
    negativa_id: UUID, cabecera: Cabecera, *, reintegro: bool = False, actor: Actor, reloj: Reloj
) -> Operacion:
    """What corrected an operation was noted by mistake: the entry of the original once more, for what the negative took of each line. It is a correction of the same original, above zero. What
    had gone back to what the original followed is taken from there again, unless something else used it. `reintegro`: as in what it takes back.

    Writes and raises as `escribir`. Emits: presupuesto.corregido. Raises NoEncontrado, FaseIncompatible (it lowers nothing; a payroll or a loan was undone with it; it was of a payment with
    discounts, whose withholdings are of somebody).
    """
    exigir_transaccion()
    negativa = Operacion.objects.select_related("origen").filter(pk=negativa_id).first()
    original = negativa.origen if negativa is not None else None
    if negativa is None or original is None:
        raise NoEncontrado(_("No encontramos esa operación."))
    con_descuentos = (
        original.libro in _CON_DESCUENTOS and original.lineas.filter(no_presupuestario__isnull=False).exists()
    )
    if not negativa.rebaja or con_descuentos or colgaba(original):
        raise FaseIncompatible(
            _("%(cual)s no se deshace.") % {"cual": negativa},
            que_hacer=_("Contabilice otra vez lo que se corrigió de más."),
        )
    enteras = list(original.lineas.order_by("orden"))
    pedidas = [LineaPedida(-una.importe, origen=una.origen_id) for una in negativa.lineas.order_by("orden")]
    problemas = _problemas(original, enteras, cabecera, pedidas)
    if not problemas and cabecera.fecha < negativa.fecha:
        problemas.append(Problema("fecha", _("La fecha no puede ser anterior a la de lo que se deshace.")))
    exigir(problemas)
    lote = _lote(original, cabecera, enteras, pedidas)
    trazos = [_trazo(lote, pedida, pedida.importe) for pedida in pedidas]
    return escribir(_borrador(original, cabecera, trazos, reintegro=reintegro), lote, actor=actor, reloj=reloj)


def _borrador(original: Operacion, cabecera: Cabecera, trazos: list[Trazo], *, reintegro: bool) -> Borrador:
    """What corrects an operation, with the rows of the original by the rules of its day."""
    suya = replace(
        cabecera,
        tercero_id=original.tercero_id,
        varios=original.varios,
        expediente_id=cabecera.expediente_id or original.expediente_id,
        factura_id=original.factura_id,
        factura=original.factura,
    )
    return Borrador(
        cabecera=suya,
        libro=original.libro,
        clase=original.clase,
        hecho=partial(OperacionCorregida, reintegro=reintegro),
        trazos=trazos,
        partidas=partidas_de(original.clase, trazos, original.contrapartida, original.fecha),
        signo=-1,
        origen=original,
        contrapartida=original.contrapartida,
    )


def reintegrar(
    pago_id: UUID, cabecera: Cabecera, lineas: Sequence[LineaPedida], *, actor: Actor, reloj: Reloj
) -> list[Operacion]:
    """Who was paid gives money back in the year of its payment, whole (no lines) or of some of its lines: the negatives of the payment, of its order and of its obligation,
    which give the credit back. The money goes to the account that it left. What comes back of another year, of closed years or of no budget is income. Answers what was
    written, the newest corrected first.

    Writes and raises as `corregir`. Emits: presupuesto.corregido.
    """
    exigir_transaccion()
    pago = Operacion.objects.filter(pk=pago_id).first()
    if pago is None:
        raise NoEncontrado(_("No encontramos esa operación."))
    if pago.libro != Operacion.Libro.GASTO or not clases.es_de_fases(pago.clase) or "R" not in pago.clase:
        raise FaseIncompatible(
            _("%(cual)s no es un pago del presupuesto del año.") % {"cual": pago},
            que_hacer=_("Anote lo que ha vuelto como un ingreso."),
        )
    enteras = {linea.id: linea for linea in pago.lineas.order_by("orden")}
    pedidas = list(lineas) or [LineaPedida(una.importe, origen=una.id) for una in enteras.values()]
    partes = [(enteras[uno.origen], uno.importe) for uno in pedidas if uno.origen in enteras and uno.importe > 0]
    anteriores = [(cual, suyas) for cual, suyas in hasta_la_obligacion(partes) if cual != pago_id]
    return [
        corregir(cual, cabecera, suyas, reintegro=True, actor=actor, reloj=reloj)
        for cual, suyas in [(pago_id, pedidas), *anteriores]
    ]


def hasta_la_obligacion(partes: Iterable[tuple[LineaOperacion, Decimal]]) -> list[tuple[UUID, list[LineaPedida]]]:
    """What takes back parts of some lines, in euros: operations until their obligations with how much of each of their lines, each before what it follows. What was authorised
    or retained before stays."""
    cuanto, operaciones = defaultdict[UUID, Decimal](lambda: CERO), dict[UUID, UUID]()
    for linea, parte in partes:
        una: LineaOperacion | None = linea
        while una is not None:
            cuanto[una.id] += parte
            operaciones[una.id] = una.operacion_id
            una = None if "O" in una.operacion.clase else una.origen
    de_cada = defaultdict[UUID, list[LineaPedida]](list)
    for linea_id, operacion_id in operaciones.items():
        de_cada[operacion_id].append(LineaPedida(cuanto[linea_id], origen=linea_id))
    return sorted(de_cada.items(), reverse=True)  # what follows is newer than what it follows


def _exigir_corregible(original: Operacion) -> None:
    if original.signo < 0:
        raise FaseIncompatible(
            _("Esa operación ya es una corrección."), que_hacer=_("Contabilice otra vez lo que se corrigió de más.")
        )
    if original.clase in clases.SIN_NEGATIVO:
        raise FaseIncompatible(
            _("%(clase)s no se corrige con una operación negativa.") % {"clase": clases.nombre(original.clase)},
            que_hacer=_("Un derecho se anula o se devuelve; un crédito se cambia con otra modificación."),
        )


def _problemas(
    original: Operacion, enteras: Sequence[LineaOperacion], cabecera: Cabecera, pedidas: Sequence[LineaPedida]
) -> list[Problema]:
    problemas = reglas.problemas_de_cabecera(cabecera) + reglas.problemas_de_lineas(pedidas, exige_origen=True)
    suyas = {linea.id for linea in enteras}
    problemas += [
        Problema(f"lineas.{n}", _("Esa línea no es de la operación que se corrige."))
        for n, pedida in enumerate(pedidas)
        if pedida.origen not in suyas
    ]
    con_descuentos = original.libro in _CON_DESCUENTOS and any(uno.no_presupuestario_id for uno in enteras)
    if con_descuentos and sorted((str(p.origen), p.importe) for p in pedidas) != sorted(
        (str(linea.id), linea.importe) for linea in enteras
    ):
        mensaje = _("Un pago con descuentos se corrige entero. Después, contabilice otra vez lo que sí se pagó.")
        problemas.append(Problema("lineas", mensaje))
    if cabecera.anio != original.ejercicio_id:
        problemas.append(Problema("fecha", _("Se corrige en el mismo ejercicio: después, es de ejercicios cerrados.")))
    elif cabecera.fecha < original.fecha:
        problemas.append(Problema("fecha", _("La corrección no puede ser anterior a lo que corrige.")))
    return problemas


def _lote(
    original: Operacion, cabecera: Cabecera, enteras: Sequence[LineaOperacion], pedidas: Sequence[LineaPedida]
) -> Lote:
    if original.libro == Operacion.Libro.INGRESO:
        return de_conceptos(cabecera.anio, pedidas, crea=False)
    if any(linea.aplicacion_id for linea in enteras):
        return de_gasto(cabecera.anio, pedidas)
    return de_otros(cabecera.anio, pedidas)


def _trazo(lote: Lote, pedida: LineaPedida, importe: Decimal) -> Trazo:
    if pedida.origen is None:
        raise NoEncontrado(_("No encontramos esa operación."))
    origen = lote.lineas[pedida.origen]
    concepto: ConceptoIngreso | None = lote.conceptos.get(origen.concepto_id) if origen.concepto_id else None
    cerrado: SaldoCerrado | None = lote.cerrados.get(origen.cerrado_id) if origen.cerrado_id else None
    return Trazo(
        importe,
        aplicacion=lote.aplicaciones.get(origen.aplicacion_id) if origen.aplicacion_id else None,
        concepto=concepto,
        cerrado=cerrado,
        no_presupuestario=origen.no_presupuestario,
        fondo=lote.fondos.get(origen.fondo_id) if origen.fondo_id else None,
        origen=origen,
        de_retencion=origen.de_retencion,
        cuenta=origen.cuenta,
    )
