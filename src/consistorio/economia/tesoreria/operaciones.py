"""What changes the treasury inside somebody's open transaction: payments become operations of the budget, and both sides are paired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto.a_cerrados import continuaciones
from consistorio.economia.presupuesto.models import Bolsa, LineaOperacion, Operacion, SaldoCerrado
from consistorio.economia.presupuesto.operaciones.bloqueos import facturas_de_lineas
from consistorio.economia.presupuesto.operaciones.correccion import corregir
from consistorio.economia.presupuesto.operaciones.gasto import pagar
from consistorio.economia.presupuesto.operaciones.ingresos import pagar_devolucion
from consistorio.economia.presupuesto.operaciones.otras import anotar_cerrados, anotar_no_presupuestario
from consistorio.economia.presupuesto.operaciones.traspaso import pendientes_de, traspasar
from consistorio.economia.presupuesto.tipos import Cabecera, ControlPedido, Descuento, LineaPedida
from consistorio.economia.tesoreria import consultas
from consistorio.economia.tesoreria.consultas import EnLibros
from consistorio.economia.tesoreria.en_su_lista import con_su_lista
from consistorio.economia.tesoreria.eventos import (
    Conciliado,
    PagoDevuelto,
    PagoNoPresupuestarioPropuesto,
    PagosHechos,
    cadena,
)
from consistorio.economia.tesoreria.models import (
    Conciliacion,
    ConciliacionApunte,
    ConciliacionMovimiento,
    LineaDePago,
    MovimientoBancario,
    Ordinal,
    PagoPropuesto,
    RelacionDePagos,
)
from consistorio.economia.tesoreria.models.propuestos import LARGO_TEXTO
from consistorio.economia.tesoreria.sin_orden import ACUERDO
from consistorio.economia.tesoreria.tipos import CERO
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

FORMALIZACION = "557"
DEVUELTOS: Final = "PAGOS_DEVUELTOS"  # concept of no budget


def pagar_lineas(
    relacion: RelacionDePagos,
    lineas: Sequence[LineaDePago],
    *,
    fecha: date,
    del_banco: bool = False,
    actor: Actor,
    reloj: Reloj,
) -> list[Operacion]:
    """Note that some payments of a list were made that day: each is an R, or the payment of an obligation of an earlier year, of a refund or of something of no budget. The row of the list is locked. `del_banco`: its
    statement says the day, so what was seized afterwards does not reach them.

    Writes: what `presupuesto.operaciones` says, LineaDePago, RelacionDePagos. Emits: tesoreria.pagos.hechos. Raises FaseIncompatible (it is not signed, or one is not to be
    paid), DatosIncorrectos (before it was signed), and what the budget raises.
    """
    exigir_transaccion()
    if relacion.estado not in (RelacionDePagos.Estado.FIRMADA, RelacionDePagos.Estado.ENVIADA):
        raise FaseIncompatible(
            _("La relación %(cual)s no está firmada, o ya se pagó o se retiró.") % {"cual": relacion},
            que_hacer=_("Se paga cuando la han firmado quien ordena, Intervención y Tesorería."),
        )
    if not lineas or any(linea.estado != LineaDePago.Estado.PENDIENTE for linea in lineas):
        raise FaseIncompatible(_("Alguno de esos pagos ya se hizo o se retiró."))
    if relacion.firmada_el is not None and fecha < (firmada := en_madrid(relacion.firmada_el).date()):
        mensaje = _("La relación se firmó el %(dia)s: lo que salió antes no se pagó con ella.")
        mal = Problema("fecha", mensaje % {"dia": f"{firmada:%d/%m/%Y}"})
        raise DatosIncorrectos(_("Los pagos no se han contabilizado."), problemas=[mal])
    for anio in range(min(relacion.ejercicio_id, fecha.year), fecha.year + 1):
        tomar_diario(anio)  # before any bolsa, as every operation does, the older year first (ADR 037)
    pendientes = _pendientes(lineas)
    cerradas = _de_otro_ejercicio(lineas, pendientes, fecha, actor=actor, reloj=reloj)
    pagado_el = fecha if del_banco else None
    with con_su_lista():
        pagos = [
            _pagar(relacion, linea, pendientes, cerradas, fecha=fecha, pagado_el=pagado_el, actor=actor, reloj=reloj)
            for linea in lineas
        ]
    for linea, pago in zip(lineas, pagos, strict=True):
        linea.estado, linea.viva, linea.pago = LineaDePago.Estado.PAGADA, False, pago
    LineaDePago.objects.bulk_update(lineas, ["estado", "viva", "pago"])
    if not relacion.lineas.filter(estado=LineaDePago.Estado.PENDIENTE).exists():
        relacion.estado, relacion.terminada_el = RelacionDePagos.Estado.PAGADA, reloj.ahora()
        relacion.save(update_fields=["estado", "terminada_el"])
    suma = sum((linea.importe for linea in lineas), CERO)
    hecho = PagosHechos(relacion.id, len(lineas), f"{suma:.2f}", fecha)
    anotar(cadena(relacion.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=[relacion, *lineas])
    return pagos


def _pendientes(lineas: Sequence[LineaDePago]) -> dict[UUID, list[LineaOperacion]]:
    """The lines of each order that are to be paid. Their bolsas are locked here in order: each payment locks some, and two lists might cross."""
    ordenes = [linea.operacion_id for linea in lineas if linea.operacion_id is not None]
    suyas = LineaOperacion.objects.filter(operacion_id__in=ordenes, saldo__gt=0).order_by("operacion_id", "orden")
    bolsas = Bolsa.objects.filter(aplicaciones__lineas__in=suyas.order_by().values("id")).values("id")
    list(Bolsa.objects.select_for_update().filter(id__in=bolsas).order_by("id"))
    por_orden: dict[UUID, list[LineaOperacion]] = {}
    for linea in suyas:
        por_orden.setdefault(linea.operacion_id, []).append(linea)
    return por_orden


def _de_otro_ejercicio(
    lineas: Sequence[LineaDePago],
    pendientes: dict[UUID, list[LineaOperacion]],
    fecha: date,
    *,
    actor: Actor,
    reloj: Reloj,
) -> dict[UUID, list[SaldoCerrado]]:
    """Of what a list was to pay in a year and the bank pays in a later one, what is left there of each order or balance: it goes over now, if its year is still open and it had not."""
    ordenes = {una.id: orden for orden, suyas in pendientes.items() for una in suyas}
    gasto = Operacion.objects.filter(libro=Operacion.Libro.GASTO)  # a refund is paid as such whatever its year
    anteriores = set(gasto.filter(id__in=list(pendientes), ejercicio__lt=fecha.year).values_list("id", flat=True))
    suyas = [linea for linea, orden in ordenes.items() if orden in anteriores]
    saldos = SaldoCerrado.objects.filter(id__in=[linea.cerrado_id for linea in lineas], ejercicio__lt=fecha.year)
    cerrados = set(saldos.values_list("id", flat=True))
    anio = fecha.year - 1
    if (suyas or cerrados) and Ejercicio.objects.filter(pk=anio, estado=Ejercicio.Estado.ABIERTO).exists():
        traspasar(anio, solo={*suyas, *cerrados, *continuaciones(cerrados)}, actor=actor, reloj=reloj)
    quedan: dict[UUID, list[SaldoCerrado]] = {uno: [] for uno in (*anteriores, *cerrados)}
    for uno in pendientes_de(suyas, fecha.year):
        if uno.linea_origen_id is not None:
            quedan[ordenes[uno.linea_origen_id]].append(uno)
    siguen = continuaciones(cerrados)
    for uno in SaldoCerrado.objects.filter(id__in=siguen, ejercicio=fecha.year):
        if uno.pendiente:
            quedan[siguen[uno.id]].append(uno)
    return quedan


def _pagar(
    relacion: RelacionDePagos,
    linea: LineaDePago,
    pendientes: dict[UUID, list[LineaOperacion]],
    cerradas: dict[UUID, list[SaldoCerrado]],
    *,
    fecha: date,
    pagado_el: date | None,
    actor: Actor,
    reloj: Reloj,
) -> Operacion:
    texto = _("Pago %(cual)s de la relación %(relacion)s") % {"cual": linea.referencia, "relacion": relacion}
    firmada = ControlPedido(en_relacion=True)
    cabecera = Cabecera(fecha, texto, tercero_id=linea.persona_id, documento_id=relacion.documento_id, control=firmada)
    cuenta = relacion.ordinal.cuenta_id if linea.liquido else FORMALIZACION
    descuentos = [Descuento(str(d["concepto"]), Decimal(str(d["importe"]))) for d in linea.descuentos]
    como: dict[str, Any] = {"ordinal": cuenta, "descuentos": descuentos, "pagado_el": pagado_el}
    como["pagado_a"] = _quien_lo_adquirio(linea)
    entero = {clave: valor for clave, valor in como.items() if clave != "descuentos"}
    if linea.propuesto is not None:
        pedidas = [_de_propuesto(linea.propuesto)]
        return anotar_no_presupuestario("PNP", cabecera, pedidas, **entero, actor=actor, reloj=reloj)
    orden, de_antes = linea.operacion_id, linea.operacion_id or linea.cerrado_id
    if de_antes in cerradas:
        pedidas = [LineaPedida(uno.pendiente, cerrado=uno.id) for uno in cerradas[de_antes]]
    elif linea.cerrado_id is not None:
        pedidas = [LineaPedida(linea.importe, cerrado=linea.cerrado_id)]
    else:
        pedidas = [LineaPedida(una.saldo, origen=una.id) for una in pendientes.get(orden, [])] if orden else []
    if sum((pedida.importe for pedida in pedidas), CERO) != linea.importe:
        mal = Problema("pagos", _("%(cual)s: lo que queda por pagar ha cambiado.") % {"cual": linea.referencia})
        raise DatosIncorrectos(_("El pago no se ha contabilizado."), problemas=[mal])
    if de_antes in cerradas or linea.cerrado_id is not None:
        return anotar_cerrados("PC", cabecera, pedidas, **como, actor=actor, reloj=reloj)
    if linea.operacion is not None and linea.operacion.clase == ACUERDO:
        return pagar_devolucion(cabecera, pedidas, **entero, actor=actor, reloj=reloj)
    return pagar("R", cabecera, pedidas, **como, actor=actor, reloj=reloj)


def _de_propuesto(pago: PagoPropuesto) -> LineaPedida:
    """After what it gives back, or the oldest of its concept."""
    if pago.linea_id is not None:
        return LineaPedida(pago.importe, origen=pago.linea_id)
    return LineaPedida(pago.importe, codigo=pago.concepto_id)


def _quien_lo_adquirio(linea: LineaDePago) -> UUID | None:
    """Who gets the money of a payment, when it is not who it is owed to: whose the account is."""
    cobra = linea.cuenta.tercero.persona_id if linea.cuenta is not None else None
    return cobra if cobra != linea.persona_id else None


def devolver_linea(linea: LineaDePago, *, fecha: date, actor: Actor, reloj: Reloj) -> Operacion:
    """The bank sent a transfer back: its payment is undone by its negative, and what was ordered is to be paid again. That of another year stands: what came back is owed out of the budget to who had to be paid, in
    a concept of 559 or in its own, and is proposed to be paid again. The row of its list is locked.

    Writes: what `corregir` or `anotar_no_presupuestario` say, LineaDePago, PagoPropuesto. Emits: tesoreria.pago.devuelto, tesoreria.pago.propuesto. Raises FaseIncompatible (it is not paid), and what the budget raises.
    """
    exigir_transaccion()
    if linea.estado != LineaDePago.Estado.PAGADA or linea.pago_id is None:
        raise FaseIncompatible(_("Ese pago no está hecho, o ya se devolvió."))
    texto = _("Devolución por el banco del pago %(cual)s") % {"cual": linea.referencia}
    if linea.pago is not None and linea.pago.ejercicio_id != fecha.year:
        vuelta = _vuelve_en_otro_ejercicio(
            linea, linea.pago, Cabecera(fecha, texto, tercero_id=linea.persona_id), actor, reloj
        )
    else:
        with con_su_lista():
            vuelta = corregir(linea.pago_id, Cabecera(fecha, texto), [], actor=actor, reloj=reloj)
    linea.estado, linea.vuelta = LineaDePago.Estado.DEVUELTA, vuelta
    linea.save(update_fields=["estado", "vuelta"])
    relacion = linea.relacion
    hecho = PagoDevuelto(relacion.id, linea.id, vuelta.id, f"{linea.liquido:.2f}")
    anotar(cadena(relacion.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=[linea])
    return vuelta


def _vuelve_en_otro_ejercicio(
    linea: LineaDePago, pago: Operacion, cabecera: Cabecera, actor: Actor, reloj: Reloj
) -> Operacion:
    """What came back follows the lines of the payment, as far as it goes: what was kept of it was paid to others. It is of the invoice of them all, if it is one."""
    # Who corrects the payment in its year asks for the later ones too, the older first (ADR 037)
    for anio in range(pago.ejercicio_id, cabecera.anio + 1):
        tomar_diario(anio)
    lineas, falta = [], linea.liquido
    sin_presupuesto = pago.libro == Operacion.Libro.NO_PRESUPUESTARIO
    suyas = LineaOperacion.objects.filter(operacion=pago).select_related("operacion", "cerrado")
    facturas = facturas_de_lineas(suyas)
    for una in suyas.order_by("orden"):
        parte = min(una.saldo, falta)
        if parte > 0 and (sin_presupuesto or una.no_presupuestario_id is None):
            falta -= parte
            lineas.append(LineaPedida(parte, codigo="" if sin_presupuesto else DEVUELTOS, origen=una.id))
    cuenta = linea.relacion.ordinal.cuenta_id
    de_cuales = {facturas.get(una.origen) for una in lineas if una.origen is not None}
    cabecera = replace(cabecera, factura_id=de_cuales.pop() if len(de_cuales) == 1 else None)
    vuelta = anotar_no_presupuestario("INP", cabecera, lineas, ordinal=cuenta, actor=actor, reloj=reloj)
    for una in vuelta.lineas.select_related("no_presupuestario").order_by("orden"):
        _proponer_otra_vez(linea, una, actor=actor, reloj=reloj)
    return vuelta


def _proponer_otra_vez(linea: LineaDePago, vuelta: LineaOperacion, *, actor: Actor, reloj: Reloj) -> None:
    """It waits among what is to be paid, as what was proposed by somebody."""
    concepto = vuelta.no_presupuestario
    if concepto is None:
        return
    pago = PagoPropuesto.objects.create(
        id=uuid7(),
        concepto=concepto,
        linea=vuelta,
        persona_id=linea.persona_id,
        importe=vuelta.importe,
        texto=(_("Pago %(cual)s, que devolvió el banco") % {"cual": linea.referencia})[:LARGO_TEXTO],
        fecha=hoy(reloj),
        propuesto_el=reloj.ahora(),
        propuesto_por=actor.id,
    )
    hecho = PagoNoPresupuestarioPropuesto(pago.id, concepto.codigo, f"{pago.importe:.2f}")
    anotar(cadena(pago.fecha.year), hecho, actor=actor, reloj=reloj, filas=[pago])


def emparejar(
    ordinal: Ordinal,
    movimientos: Sequence[MovimientoBancario],
    apuntes: Sequence[EnLibros],
    *,
    actor: Actor,
    reloj: Reloj,
) -> Conciliacion:
    """Pair some movements of the bank with some rows of the books, of the same sum. The row of the ordinal is locked.

    Writes: Conciliacion and what it holds. Emits: tesoreria.conciliacion.hecha. Raises DatosIncorrectos with every problem (nothing on a side, of another ordinal, already
    paired, sums that differ).
    """
    exigir_transaccion()
    problemas = _problemas_de_pareja(ordinal, movimientos, apuntes)
    if problemas:
        raise DatosIncorrectos(_("No se ha conciliado."), problemas=problemas)
    suma = sum((m.importe for m in movimientos), CERO)
    conciliacion = Conciliacion.objects.create(
        id=uuid7(), ordinal=ordinal, importe=suma, hecha_el=reloj.ahora(), hecha_por=actor.id
    )
    suyos = [ConciliacionMovimiento(id=uuid7(), conciliacion=conciliacion, movimiento=m) for m in movimientos]
    nuestros = [
        ConciliacionApunte(id=uuid7(), conciliacion=conciliacion, ordinal=ordinal, apunte_id=a.apunte_id)
        for a in apuntes
    ]
    ConciliacionMovimiento.objects.bulk_create(suyos)
    ConciliacionApunte.objects.bulk_create(nuestros)
    hecho = Conciliado(conciliacion.id, ordinal.codigo, len(suyos), len(nuestros), f"{suma:.2f}")
    anio = max(m.fecha for m in movimientos).year
    anotar(cadena(anio), hecho, actor=actor, reloj=reloj, filas=[conciliacion, *suyos, *nuestros])
    return conciliacion


def _problemas_de_pareja(
    ordinal: Ordinal, movimientos: Sequence[MovimientoBancario], apuntes: Sequence[EnLibros]
) -> list[Problema]:
    problemas = []
    if not movimientos or not apuntes:
        problemas.append(Problema("pares", _("Elija al menos un movimiento del banco y un apunte de la contabilidad.")))
    if any(m.ordinal_id != ordinal.codigo for m in movimientos):
        problemas.append(Problema("movimientos", _("Hay un movimiento de otra cuenta.")))
    ya = ConciliacionMovimiento.objects.filter(viva=True, movimiento__in=[m.id for m in movimientos])
    problemas += [
        Problema("movimientos", _("El movimiento %(cual)s ya está conciliado.") % {"cual": par.movimiento})
        for par in ya.select_related("movimiento")
    ]
    ya_apuntes = ConciliacionApunte.objects.filter(
        viva=True, ordinal=ordinal, apunte_id__in=[a.apunte_id for a in apuntes]
    ).values_list("apunte_id", flat=True)
    conciliados = set(ya_apuntes)
    problemas += [
        Problema("apuntes", _("El apunte del asiento %(n)d ya está conciliado.") % {"n": a.numero})
        for a in apuntes
        if a.apunte_id in conciliados
    ]
    del_banco = sum((m.importe for m in movimientos), CERO)
    de_libros = sum((a.importe for a in apuntes), CERO)
    if movimientos and apuntes and del_banco != de_libros:
        mensaje = _("El banco suma %(banco)s, y la contabilidad %(libros)s: tienen que ser iguales.")
        datos = {"banco": Importe(del_banco), "libros": Importe(de_libros)}
        problemas.append(Problema("pares", mensaje % datos))
    return problemas


def apuntes_de_pagos(ordinal: Ordinal, pagos: Sequence[Operacion]) -> list[EnLibros]:
    """What some payments did to an ordinal."""
    return consultas.apuntes_de_operaciones(ordinal, [pago.id for pago in pagos])
