"""VAT is settled with the tax office each period, and the prorrata is regularised at the end of the year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.contabilidad.consultas import saldo
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.operaciones import correccion, gasto, ingresos, otras
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.tributacion.acceso import prorrata_bloqueada
from consistorio.economia.tributacion.consultas.liquidaciones import (
    a_compensar,
    liquidado_hasta,
    problemas_de_liquidado,
    problemas_de_saltarse,
    vivas,
)
from consistorio.economia.tributacion.eventos import (
    IvaLiquidado,
    LiquidacionDeshecha,
    ProrrataDeshecha,
    ProrrataRegularizada,
    cadena,
)
from consistorio.economia.tributacion.models import ApunteIva, Declaracion, Prorrata
from consistorio.economia.tributacion.operaciones import autorrepercusion
from consistorio.economia.tributacion.operaciones.autorrepercusion import FORMALIZACION, tras
from consistorio.economia.tributacion.operaciones.enteras import entera
from consistorio.economia.tributacion.reglas import iva, periodos
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

DE_LA_REGULARIZACION = ("definitiva", "regularizacion", "regularizada", "del_presupuesto", "del_iva")


def liquidar(anio: int, periodo: str, *, actor: Actor, reloj: Reloj) -> Operacion:
    """Settle the VAT of a period, on its last day: 477 against 472, and the rest due (4750) or to be made up for (4700).

    Writes: Operacion. Emits: presupuesto.no_presupuestario, tributacion.iva.liquidado. Raises DatosIncorrectos with every problem: no such period, it has not
    ended, an earlier one is not settled, the accounts and the books do not say the same; Conflicto (nothing to settle, or it was settled).
    """
    exigir_transaccion()
    tramo = periodos.dias(anio, periodo)
    if tramo is None or periodo == periodos.ANUAL:
        raise DatosIncorrectos(
            _("El IVA no se ha liquidado."),
            problemas=[Problema("periodo", _("El periodo es un trimestre (1T a 4T) o un mes (01 a 12)."))],
        )
    desde, hasta = tramo
    tomar_diario(anio)  # two settlements of the same balances, or an invoice between what is read and what is noted
    if vivas().filter(fecha__gte=desde).exists():
        raise Conflicto(
            _("El IVA de ese periodo ya está liquidado."),
            que_hacer=_("Si cambió algo, deshaga esa liquidación y liquide otra vez."),
        )
    repercutido, soportado = -saldo(anio, "4770", hasta=hasta).neto, saldo(anio, "4720", hasta=hasta).neto
    problemas = [Problema("periodo", _("El periodo todavía no ha acabado."))] if hasta >= hoy(reloj) else []
    saltados = problemas_de_saltarse(periodo, desde)
    problemas += saltados or _descuadres(desde, hasta, repercutido, soportado)
    if problemas:
        raise DatosIncorrectos(_("El IVA no se ha liquidado."), problemas=problemas)
    filas = iva.liquidacion(repercutido, soportado, a_compensar(anio, desde, hasta))
    if not filas:
        raise Conflicto(_("En ese periodo no hay IVA que liquidar."))
    cabecera = Cabecera(fecha=hasta, texto=_("Liquidación del IVA de %(p)s de %(anio)d") % {"p": periodo, "anio": anio})
    lineas = [LineaPedida(una.importe, codigo=una.concepto, cuenta=una.cuenta) for una in filas]
    operacion = otras.anotar_iva("IVL", cabecera, lineas, actor=actor, reloj=reloj)
    resultado = sum((f.importe for f in filas if f.concepto == "IVA_A_INGRESAR"), iva.CERO)
    resultado -= sum((f.importe for f in filas if f.cuenta == "4720"), iva.CERO)
    anotar(
        cadena(anio), IvaLiquidado(anio, periodo, operacion.id, f"{resultado:.2f}"), actor=actor, reloj=reloj, filas=()
    )
    return operacion


def deshacer(anio: int, periodo: str, *, actor: Actor, reloj: Reloj) -> Operacion:
    """Take back the last settlement, which is of that period, by its negative on its day: what it settled may be corrected and settled again.

    Writes: Operacion. Emits: presupuesto.corregido, tributacion.iva.liquidacion.deshecha. Raises Conflicto (it is not settled, its model was presented, a later
    period is settled), and as `correccion.corregir` (what it came to was paid or collected).
    """
    exigir_transaccion()
    tomar_diario(anio)
    tramo, ultima = periodos.dias(anio, periodo), vivas().first()
    if tramo is None or ultima is None or not vivas().filter(fecha=tramo[1]).exists():
        raise Conflicto(_("El IVA de ese periodo no está liquidado."))
    if ultima.fecha > tramo[1]:
        mensaje = _("Está liquidado hasta el %(dia)s: deshaga antes las liquidaciones posteriores.")
        raise Conflicto(mensaje % {"dia": f"{ultima.fecha:%d/%m/%Y}"})
    if Declaracion.objects.filter(modelo="303", anio=anio, periodo=periodo).exists():
        raise Conflicto(
            _("El modelo 303 de ese periodo ya está presentado: su liquidación no se deshace."),
            que_hacer=_("Contabilice lo que falte con una fecha posterior."),
        )
    texto = _("Se deshace la liquidación del IVA de %(p)s de %(anio)d") % {"p": periodo, "anio": anio}
    corregida = correccion.corregir(ultima.id, Cabecera(ultima.fecha, texto), (), actor=actor, reloj=reloj)
    hecho = LiquidacionDeshecha(anio, periodo, ultima.id, corregida.id)
    anotar(cadena(anio), hecho, actor=actor, reloj=reloj, filas=())
    return corregida


def _descuadres(desde: date, hasta: date, repercutido: Decimal, soportado: Decimal) -> list[Problema]:
    """Where the accounts at the end of a period and the books since the last settlement differ."""
    liquidado = liquidado_hasta(desde)
    del_periodo = ApunteIva.objects.filter(fecha__gt=liquidado, fecha__lte=hasta)
    devengado = del_periodo.filter(Q(libro="repercutido") | ~Q(regimen=""))
    cuota = devengado.aggregate(s=Sum("cuota"))["s"] or iva.CERO
    deducido = del_periodo.filter(libro="soportado").aggregate(s=Sum("deducible"))["s"] or iva.CERO
    regularizado = Prorrata.objects.filter(regularizada__gt=liquidado, regularizada__lte=hasta)
    deducido += regularizado.aggregate(s=Sum("regularizacion"))["s"] or iva.CERO
    mensaje = _("La cuenta %(c)s tiene %(hay)s y el libro registro suma %(dice)s. Busque la diferencia en el mayor.")
    return [
        Problema(cuenta, mensaje % {"c": cuenta, "hay": Importe(hay), "dice": Importe(dice)})
        for cuenta, hay, dice in (("4770", repercutido, cuota), ("4720", soportado, deducido))
        if hay != dice
    ]


def regularizar(
    codigo: str,
    anio: int,
    cabecera: Cabecera,
    *,
    definitiva: int | None = None,
    aplicacion: str = "",
    concepto: str = "",
    actor: Actor,
    reloj: Reloj,
) -> Prorrata:
    """The definitive prorrata of an activity, at the end of the year: what of its VAT was deducted too much is an expense (634) of `aplicacion`, what was deducted
    too little an income (639) of `concepto`; both are paid in formalización against 410 and 472 (LIVA 105; Orden HAP/1781/2013, fifth part, 634 and 639).

    `definitiva`: whole percent; without it, what its issued invoices come to. Writes: Prorrata, Operacion. Emits: tributacion.prorrata.regularizada and those of
    the operations. Raises NoEncontrado, Conflicto (it was regularised), DatosIncorrectos with every problem.
    """
    exigir_transaccion()
    tomar_diario(anio)
    prorrata = prorrata_bloqueada(codigo, anio)
    if prorrata.definitiva is not None:
        raise Conflicto(_("La prorrata de %(anio)d de esa actividad ya se regularizó.") % {"anio": anio})
    tanto = por_ciento_de(codigo, anio) if definitiva is None else definitiva
    diferencia = diferencia_de(prorrata, tanto)
    problemas = []
    if not 0 <= tanto <= 100:
        problemas.append(Problema("definitiva", _("La prorrata es un tanto por ciento entero, de 0 a 100.")))
    if cabecera.anio != anio or periodos.trimestre(cabecera.fecha) != 4:
        problemas.append(Problema("fecha", _("Se regulariza en el mismo año, en su último periodo.")))
    problemas += problemas_de_liquidado(cabecera.fecha)
    if diferencia < 0 and not aplicacion:
        problemas.append(Problema("aplicacion", _("Se dedujo de más: diga la aplicación que lo paga.")))
    if diferencia > 0 and not concepto:
        problemas.append(Problema("concepto", _("Se dedujo de menos: diga el concepto de ingresos.")))
    if problemas:
        raise DatosIncorrectos(_("La prorrata no se ha regularizado."), problemas=problemas)
    if diferencia < 0:
        prorrata.del_presupuesto, prorrata.del_iva = _en_contra(
            -diferencia, aplicacion, cabecera, actor=actor, reloj=reloj
        )
    elif diferencia > 0:
        prorrata.del_presupuesto, prorrata.del_iva = _a_favor(diferencia, concepto, cabecera, actor=actor, reloj=reloj)
    prorrata.definitiva, prorrata.regularizacion, prorrata.regularizada = tanto, diferencia, cabecera.fecha
    prorrata.save(update_fields=DE_LA_REGULARIZACION)
    hecho = ProrrataRegularizada(codigo, anio, tanto, f"{diferencia:.2f}")
    anotar(cadena(anio), hecho, actor=actor, reloj=reloj, filas=[prorrata])
    return prorrata


def deshacer_regularizacion(codigo: str, anio: int, *, actor: Actor, reloj: Reloj) -> Prorrata:
    """Take back the definitive prorrata of an activity: its operations, each with its negative on their day, and the provisional one is in force again.

    Writes: Prorrata, Operacion. Emits: tributacion.prorrata.deshecha, presupuesto.corregido. Raises NoEncontrado, Conflicto (it is not regularised, its VAT is
    settled, its operations are not known), and as `correccion.corregir`.
    """
    exigir_transaccion()
    tomar_diario(anio)
    prorrata = prorrata_bloqueada(codigo, anio)
    dia = prorrata.regularizada
    if dia is None:
        raise Conflicto(_("La prorrata de %(anio)d de esa actividad no está regularizada.") % {"anio": anio})
    if dia <= liquidado_hasta():
        raise Conflicto(
            _("El IVA de la regularización ya está liquidado."), que_hacer=_("Deshaga antes la liquidación.")
        )
    if prorrata.regularizacion and prorrata.del_iva is None:
        raise Conflicto(
            _("No consta con qué operaciones se regularizó: se hizo antes de que se guardaran."),
            que_hacer=_("Contabilice la diferencia con una fecha posterior."),
        )
    texto = _("Se deshace la prorrata definitiva de %(codigo)s de %(anio)d") % {"codigo": codigo, "anio": anio}
    primeras = [una.id for una in (prorrata.del_presupuesto, prorrata.del_iva) if una is not None]
    with entera():
        autorrepercusion.deshacer(primeras, Cabecera(dia, texto), actor=actor, reloj=reloj)
    for campo in DE_LA_REGULARIZACION:
        setattr(prorrata, campo, None)
    prorrata.save(update_fields=DE_LA_REGULARIZACION)
    hecho = ProrrataDeshecha(codigo, anio, dia)
    anotar(cadena(anio), hecho, actor=actor, reloj=reloj, filas=[prorrata])
    return prorrata


def por_ciento_de(codigo: str, anio: int) -> int:
    """The definitive prorrata of an activity, by what it issued in the year."""
    suyos = ApunteIva.objects.filter(sector=codigo, anio=anio, libro="repercutido")
    total = suyos.aggregate(s=Sum("base"))["s"] or iva.CERO
    con_derecho = suyos.filter(exenta=False).aggregate(s=Sum("base"))["s"] or iva.CERO
    return iva.por_ciento_definitivo(con_derecho, total)


def diferencia_de(prorrata: Prorrata, tanto: int) -> Decimal:
    """What another percent would add to what an activity deducted in the year, in euros."""
    suma = iva.CERO
    for uno in ApunteIva.objects.filter(sector=prorrata.sector_id, anio=prorrata.anio, libro="soportado"):
        con = iva.deducible(uno.cuota, clase=prorrata.clase, destino=uno.destino, por_ciento=tanto)
        suma += con - uno.deducible
    return suma


def _en_contra(
    importe: Decimal, aplicacion: str, cabecera: Cabecera, *, actor: Actor, reloj: Reloj
) -> tuple[Operacion, Operacion]:
    varios = replace(cabecera, varios=cabecera.tercero_id is None)
    linea = LineaPedida(importe, codigo=aplicacion, cuenta="634")
    obligacion = gasto.gastar("ADO", varios, [linea], actor=actor, reloj=reloj)
    contra = otras.anotar_iva(
        "IVN", cabecera, [LineaPedida(importe, "IVA_SOPORTADO")], contrapartida="4720", actor=actor, reloj=reloj
    )
    gasto.pagar("PR", varios, tras(obligacion), ordinal=FORMALIZACION, actor=actor, reloj=reloj)
    otras.anotar_no_presupuestario("INP", cabecera, tras(contra), ordinal=FORMALIZACION, actor=actor, reloj=reloj)
    return obligacion, contra


def _a_favor(
    importe: Decimal, concepto: str, cabecera: Cabecera, *, actor: Actor, reloj: Reloj
) -> tuple[Operacion, Operacion]:
    derecho = ingresos.reconocer(
        "DR", cabecera, [LineaPedida(importe, concepto, cuenta="639")], actor=actor, reloj=reloj
    )
    mas = otras.anotar_iva(
        "IVP", cabecera, [LineaPedida(importe, "IVA_SOPORTADO")], contrapartida="4720", actor=actor, reloj=reloj
    )
    otras.anotar_no_presupuestario("PNP", cabecera, tras(mas), ordinal=FORMALIZACION, actor=actor, reloj=reloj)
    ingresos.ingresar(cabecera, tras(derecho), ordinal=FORMALIZACION, actor=actor, reloj=reloj)
    return derecho, mas
