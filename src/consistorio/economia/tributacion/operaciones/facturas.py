"""Invoices with VAT: the base to the budget, and the tax that is deducted or passed on to no budget, in one transaction with the register books."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.operaciones import correccion, gasto, ingresos, otras
from consistorio.economia.presupuesto.operaciones.escritura import numerar
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.tributacion.consultas.liquidaciones import problemas_de_liquidado
from consistorio.economia.tributacion.eventos import IvaAnotado, IvaAnulado, cadena
from consistorio.economia.tributacion.models import ApunteIva, Prorrata, SectorIva
from consistorio.economia.tributacion.operaciones import autorrepercusion
from consistorio.economia.tributacion.operaciones.enteras import entera
from consistorio.economia.tributacion.reglas import iva
from consistorio.economia.tributacion.tipos import LineaRepercutida, LineaSoportada
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

Libro = ApunteIva.Libro


@dato
class ConIva:
    """What an invoice noted: in the budget, of no budget (none when nothing is deducted nor passed on) and in its book."""

    operacion: Operacion
    iva: Operacion | None
    apuntes: tuple[ApunteIva, ...]


def soportar(
    clase: str, cabecera: Cabecera, lineas: Sequence[LineaSoportada], *, expedida: date, actor: Actor, reloj: Reloj
) -> ConIva:
    """An invoice that is received, in a stretch of the phases with its obligation (ADO, DO, O): what is not deducted is more expense, what is goes to 472 and 410. Of a
    rate that brings no tax (`regimen`), who issued it is owed its base, and the rest is noted apart (`autorrepercusion.anotar`).

    `expedida`: the day of the invoice. Writes: Operacion (one or two), ApunteIva. Emits: presupuesto.gasto, presupuesto.no_presupuestario,
    tributacion.iva.anotado. Raises DatosIncorrectos with every problem, and as `gasto.gastar`.
    """
    exigir_transaccion()
    tomar_diario(cabecera.anio)
    sectores, prorratas = _sectores(cabecera.anio, [una.sector for una in lineas])
    problemas = [*_de_cabecera(cabecera, expedida, reloj, ya_identificada=all(una.origen for una in lineas))]
    problemas += problemas_de_liquidado(cabecera.fecha) if prorratas else []
    if "O" not in clase:
        problemas.append(Problema("clase", _("El IVA de una factura se anota al reconocer su obligación.")))
    problemas += _de_recibidas(lineas, sectores, prorratas, cabecera.anio)
    _refusar(problemas)
    cuotas = [_cuota(una.base, una.tipo, una.cuota) for una in lineas]
    deducidas = [
        _deducida(cuota, una, prorratas[una.sector]) if una.sector else iva.CERO
        for cuota, una in zip(cuotas, lineas, strict=True)
    ]
    pedidas = [
        LineaPedida(
            una.base if una.regimen else una.base + cuota - menos, una.codigo, una.origen, una.cuenta, una.aplica
        )
        for una, cuota, menos in zip(lineas, cuotas, deducidas, strict=True)
    ]
    obligacion = gasto.gastar(clase, cabecera, pedidas, actor=actor, reloj=reloj)
    con_quien = _de_su_operacion(cabecera, obligacion)
    aparte = [(una, c, m) for una, c, m in zip(lineas, cuotas, deducidas, strict=True) if una.regimen]
    suyo = autorrepercusion.anotar(con_quien, aparte, actor=actor, reloj=reloj) if aparte else None
    tambien = [
        LineaPedida(menos, codigo="IVA_SOPORTADO")
        for una, menos in zip(lineas, deducidas, strict=True)
        if menos and not una.regimen
    ]
    deduccion = (
        otras.anotar_iva("IVS", con_quien, tambien, contrapartida="4720", actor=actor, reloj=reloj) if tambien else None
    )
    apuntes = [
        ApunteIva(
            libro=Libro.SOPORTADO,
            sector=sectores.get(una.sector),
            destino=una.destino,
            inversion=una.inversion,
            base=iva.redondeado(una.base),
            tipo=iva.redondeado(una.tipo),
            cuota=cuota,
            deducible=menos,
            operacion=obligacion,
            **_de_su_iva(una, cuota, menos, deduccion, suyo),
        )
        for una, cuota, menos in zip(lineas, cuotas, deducidas, strict=True)
    ]
    return _en_su_libro(con_quien, expedida, apuntes, obligacion, deduccion, actor=actor, reloj=reloj)


def _de_recibidas(
    lineas: Sequence[LineaSoportada], sectores: Mapping[str, SectorIva], prorratas: Mapping[str, Prorrata], anio: int
) -> list[Problema]:
    problemas = list[Problema]()
    for n, una in enumerate(lineas):
        problemas += [Problema(f"lineas.{n}", m) for m in _de_linea(una.base, una.tipo, una.cuota)]
        problemas += [Problema(f"lineas.{n}", m) for m in autorrepercusion.problemas_de(una)]
        if una.sector and una.sector not in sectores:
            problemas.append(Problema(f"lineas.{n}", _("No hay ninguna actividad %(c)s.") % {"c": una.sector}))
        elif una.sector and una.sector not in prorratas:
            mensaje = _("La actividad %(c)s no tiene prorrata de %(anio)d: fíjela antes.")
            problemas.append(Problema(f"lineas.{n}", mensaje % {"c": una.sector, "anio": anio}))
        if una.destino not in ApunteIva.Destino.values:
            problemas.append(Problema(f"lineas.{n}", _("Diga en qué se usa lo que se compra.")))
    return problemas


def _de_su_iva(
    linea: LineaSoportada,
    cuota: Decimal,
    menos: Decimal,
    deduccion: Operacion | None,
    suyo: autorrepercusion.Autorrepercutido | None,
) -> dict[str, Any]:
    """The operations that note the tax of a rate."""
    if suyo is None or not linea.regimen:
        return {"operacion_iva": deduccion if menos else None}
    return {
        "regimen": linea.regimen,
        "operacion_iva": suyo.deduccion if menos else None,
        "operacion_devengo": suyo.devengo,
        "operacion_gasto": suyo.gasto if cuota > menos else None,
    }


def repercutir(
    clase: str,
    cabecera: Cabecera,
    lineas: Sequence[LineaRepercutida],
    *,
    expedida: date,
    ordinal: str = "",
    actor: Actor,
    reloj: Reloj,
) -> ConIva:
    """An invoice that is issued: the right without its tax (DR, or DRI when it is collected at once into `ordinal`), and the tax in 440 and 477.

    Writes: Operacion, ApunteIva. Emits: presupuesto.derecho, presupuesto.no_presupuestario, tributacion.iva.anotado. Raises DatosIncorrectos with every
    problem, and as `ingresos.reconocer`.
    """
    exigir_transaccion()
    tomar_diario(cabecera.anio)
    sectores, _prorratas = _sectores(cabecera.anio, [una.sector for una in lineas])
    problemas = [*_de_cabecera(cabecera, expedida, reloj)]
    problemas += problemas_de_liquidado(cabecera.fecha) if not all(una.exenta for una in lineas) else []
    if clase not in ("DR", "DRI"):
        problemas.append(Problema("clase", _("Una factura expedida reconoce un derecho: es DR, o DRI si se cobra.")))
    for n, una in enumerate(lineas):
        problemas += [Problema(f"lineas.{n}", m) for m in _de_linea(una.base, una.tipo, una.cuota)]
        if una.sector not in sectores:
            problemas.append(Problema(f"lineas.{n}", _("Diga de qué actividad es la factura.")))
        if una.exenta and (una.tipo or una.cuota):
            problemas.append(Problema(f"lineas.{n}", _("Una operación exenta no lleva IVA.")))
    _refusar(problemas)
    cuotas = [_cuota(una.base, una.tipo, una.cuota) for una in lineas]
    pedidas = [LineaPedida(una.base, codigo=una.codigo, cuenta=una.cuenta) for una in lineas]
    derecho = ingresos.reconocer(clase, cabecera, pedidas, ordinal=ordinal, actor=actor, reloj=reloj)
    tambien = [LineaPedida(cuota, codigo="IVA_DEUDORES") for cuota in cuotas if cuota]
    devengo = None
    if tambien:
        devengo = otras.anotar_iva("IVR", cabecera, tambien, contrapartida="4770", actor=actor, reloj=reloj)
        if clase == "DRI":
            cobradas = [LineaPedida(una.importe, origen=una.id) for una in devengo.lineas.order_by("orden")]
            otras.anotar_no_presupuestario("INP", cabecera, cobradas, ordinal=ordinal, actor=actor, reloj=reloj)
    apuntes = [
        ApunteIva(
            libro=Libro.REPERCUTIDO,
            sector=sectores[una.sector],
            exenta=una.exenta,
            base=iva.redondeado(una.base),
            tipo=iva.redondeado(una.tipo),
            cuota=cuota,
            operacion=derecho,
            operacion_iva=devengo if cuota else None,
        )
        for una, cuota in zip(lineas, cuotas, strict=True)
    ]
    return _en_su_libro(cabecera, expedida, apuntes, derecho, devengo, actor=actor, reloj=reloj)


def anular(operacion_id: UUID, cabecera: Cabecera, *, libro: str, actor: Actor, reloj: Reloj) -> Operacion:
    """Take back a whole invoice with VAT, by its operation of the budget and its book: an obligation by its negative, a right by annulling it; its tax by its negative, and each
    row of its book by another one.

    Writes: Operacion, ApunteIva. Emits: as `correccion.corregir` or `ingresos.dar_de_baja`, and tributacion.iva.anulado. Raises Conflicto (it has no VAT, or was
    taken back), and as those.
    """
    exigir_transaccion()
    suyos = list(
        ApunteIva.objects.select_for_update(of=("self",))
        .filter(operacion=operacion_id, libro=libro, anula=None, anulado_por=None)
        .select_related("operacion", "operacion_iva")
        .order_by("numero")
    )
    if not suyos:
        raise Conflicto(_("Esa operación no está en los libros del IVA, o ya se anuló."))
    operacion = suyos[0].operacion
    tomar_diario(cabecera.anio)
    liquidado = problemas_de_liquidado(cabecera.fecha)
    if liquidado and any(uno.sector_id and not uno.exenta for uno in suyos):
        raise DatosIncorrectos(_("La factura no se ha anulado."), problemas=liquidado)
    exigir_sin_regularizar(suyos, cabecera.anio)
    aparte = {i for uno in suyos if uno.regimen for i in uno.operaciones_del_iva}
    del_iva = {uno.operacion_iva_id for uno in suyos if uno.operacion_iva_id is not None} - aparte
    with entera():
        if operacion.libro == Operacion.Libro.INGRESO:
            de_ella = LineaOperacion.objects.filter(operacion=operacion).order_by("orden")
            lineas = [LineaPedida(una.importe, origen=una.id) for una in de_ella]
            corregida = ingresos.dar_de_baja("AN", cabecera, lineas, actor=actor, reloj=reloj)
        else:
            corregida = correccion.corregir(operacion_id, cabecera, (), actor=actor, reloj=reloj)
        correcciones = {
            uno: correccion.corregir(uno, cabecera, (), actor=actor, reloj=reloj) for uno in sorted(del_iva)
        }
        correcciones |= autorrepercusion.deshacer(aparte, cabecera, actor=actor, reloj=reloj)
    contrarios = [contrario(uno, cabecera, corregida, correcciones) for uno in suyos]
    ApunteIva.objects.bulk_create(contrarios)
    hecho = IvaAnulado(cabecera.anio, operacion.id, corregida.id)
    anotar(cadena(cabecera.anio), hecho, actor=actor, reloj=reloj, filas=contrarios)
    return corregida


def contrario(
    uno: ApunteIva, cabecera: Cabecera, corregida: Operacion, correcciones: Mapping[UUID, Operacion]
) -> ApunteIva:
    """The row that takes another one back."""
    return ApunteIva(
        libro=uno.libro,
        anio=cabecera.anio,
        numero=numerar(cabecera.anio, f"iva_{uno.libro}"),
        fecha=cabecera.fecha,
        expedida=uno.expedida,
        factura=uno.factura,
        persona_id=uno.persona_id,
        sector_id=uno.sector_id,
        destino=uno.destino,
        inversion=uno.inversion,
        exenta=uno.exenta,
        base=-uno.base,
        tipo=uno.tipo,
        cuota=-uno.cuota,
        deducible=-uno.deducible,
        operacion=corregida,
        regimen=uno.regimen,
        operacion_iva=correcciones.get(uno.operacion_iva_id) if uno.operacion_iva_id is not None else None,
        operacion_devengo=correcciones.get(uno.operacion_devengo_id) if uno.operacion_devengo_id else None,
        operacion_gasto=correcciones.get(uno.operacion_gasto_id) if uno.operacion_gasto_id else None,
        anula=uno,
    )


def exigir_sin_regularizar(apuntes: Sequence[ApunteIva], anio: int) -> None:
    """What the definitive prorrata was worked out of is not taken back in its year. Raises Conflicto."""
    de = {uno.sector_id for uno in apuntes if uno.deducible}
    if Prorrata.objects.filter(sector__in=de, anio=anio, definitiva__isnull=False).exists():
        raise Conflicto(
            _("La prorrata de %(anio)d de esa actividad ya se regularizó con esa factura.") % {"anio": anio},
            que_hacer=_("Anote en el ejercicio siguiente lo que devuelva quien la emitió."),
        )


def _de_su_operacion(cabecera: Cabecera, operacion: Operacion) -> Cabecera:
    """Its tax is of the same third party, case and invoice, also when they came from the phase before."""
    return replace(
        cabecera,
        tercero_id=operacion.tercero_id,
        varios=False,
        expediente_id=operacion.expediente_id,
        factura_id=operacion.factura_id,
        factura=operacion.factura,
    )


def _en_su_libro(
    cabecera: Cabecera,
    expedida: date,
    apuntes: list[ApunteIva],
    operacion: Operacion,
    del_iva: Operacion | None,
    *,
    actor: Actor,
    reloj: Reloj,
) -> ConIva:
    persona_id = cabecera.tercero_id
    if persona_id is None:
        mensaje = _("Diga de quién es la factura.")
        raise DatosIncorrectos(_("La factura no se ha contabilizado."), problemas=[Problema("tercero", mensaje)])
    for uno in apuntes:
        uno.anio, uno.fecha, uno.expedida = cabecera.anio, cabecera.fecha, expedida
        uno.numero = numerar(cabecera.anio, f"iva_{uno.libro}")
        uno.factura = cabecera.factura.strip()
        uno.persona_id = persona_id
    exigir_nueva(apuntes[0])
    ApunteIva.objects.bulk_create(apuntes)
    hecho = IvaAnotado(
        apuntes[0].libro,
        cabecera.anio,
        operacion.id,
        f"{sum((u.base for u in apuntes), Decimal(0)):.2f}",
        f"{sum((u.cuota for u in apuntes), Decimal(0)):.2f}",
        f"{sum((u.deducible for u in apuntes), Decimal(0)):.2f}",
    )
    anotar(cadena(cabecera.anio), hecho, actor=actor, reloj=reloj, filas=apuntes)
    return ConIva(operacion, del_iva, tuple(apuntes))


def exigir_nueva(uno: ApunteIva) -> None:
    """An invoice is in its book once: a number names one of who issues it and of its year (RD 1619/2012 art. 6.1.a). The number of the book is locked already."""
    vivos = ApunteIva.objects.filter(libro=uno.libro, persona=uno.persona_id, anula=None, anulado_por=None)
    otra = vivos.filter(factura__iexact=uno.factura.strip(), expedida__year=uno.expedida.year).first()
    if otra is not None:
        mensaje = _("Esa factura ya está contabilizada, en la operación %(cual)s.")
        _refusar([Problema("factura", mensaje % {"cual": otra.operacion})])


def _sectores(anio: int, codigos: Sequence[str]) -> tuple[dict[str, SectorIva], dict[str, Prorrata]]:
    pedidos = {codigo for codigo in codigos if codigo}
    sectores = {uno.codigo: uno for uno in SectorIva.objects.filter(codigo__in=pedidos, en_uso=True)}
    # Shared: whoever regularises it waits for these invoices, and these for it
    prorratas = Prorrata.objects.select_for_update(of=("self",), no_key=True).filter(sector__in=pedidos, anio=anio)
    return sectores, {una.sector_id: una for una in prorratas.order_by("id")}


def _deducida(cuota: Decimal, linea: LineaSoportada, prorrata: Prorrata) -> Decimal:
    por_ciento = prorrata.provisional if prorrata.definitiva is None else prorrata.definitiva
    return iva.deducible(cuota, clase=prorrata.clase, destino=linea.destino, por_ciento=por_ciento)


def _cuota(base: Decimal, tipo: Decimal, dicha: Decimal | None) -> Decimal:
    return iva.cuota_de(base, tipo) if dicha is None else iva.redondeado(dicha)


def _de_linea(base: Decimal, tipo: Decimal, cuota: Decimal | None) -> list[str]:
    mal = []
    if not base.is_finite() or base <= 0 or base != iva.redondeado(base):
        mal.append(_("La base son euros y céntimos, y mayor que cero."))
    if not tipo.is_finite() or not 0 <= tipo <= 100 or tipo != iva.redondeado(tipo):
        mal.append(_("El tipo es un tanto por ciento, de 0 a 100, con dos decimales como mucho."))
    if mal or cuota is None:
        return mal
    debida = iva.cuota_de(base, tipo)
    if not cuota.is_finite() or cuota != iva.redondeado(cuota) or abs(cuota - debida) > iva.MARGEN:
        mensaje = _("La cuota no es la de su base y su tipo, que es %(debida)s.")
        mal.append(mensaje % {"debida": Importe(debida)})
    return mal


def _de_cabecera(cabecera: Cabecera, expedida: date, reloj: Reloj, *, ya_identificada: bool = False) -> list[Problema]:
    problemas = []
    if cabecera.tercero_id is None and not ya_identificada:
        problemas.append(Problema("tercero", _("Diga de quién es la factura.")))
    if not cabecera.factura.strip():
        problemas.append(Problema("factura", _("Escriba el número de la factura.")))
    if expedida > hoy(reloj) or expedida > cabecera.fecha:
        problemas.append(Problema("expedida", _("La factura no puede ser posterior al día en que se contabiliza.")))
    return problemas


def _refusar(problemas: Sequence[Problema]) -> None:
    if problemas:
        raise DatosIncorrectos(_("La factura no se ha contabilizado."), problemas=problemas)


def deducido(codigo: str, anio: int) -> Decimal:
    """What an activity deducted in a year, in euros."""
    suma = ApunteIva.objects.filter(sector=codigo, anio=anio, libro=Libro.SOPORTADO).aggregate(s=Sum("deducible"))
    return suma["s"] or iva.CERO
