"""Expense, from the retention of credit to its payment (RD 500/1990 arts. 31-33 and 52-68)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.equivalencias import cuenta_de
from consistorio.economia.presupuesto import clases, reglas
from consistorio.economia.presupuesto.eventos import (
    CreditoRetenido,
    DeOperacion,
    GastoAnotado,
    GastoDevengado,
    PagoHecho,
    PagoOrdenado,
)
from consistorio.economia.presupuesto.models import Fondo, LineaFutura, Operacion, OperacionPrevia, Presupuesto
from consistorio.economia.presupuesto.operaciones import bloqueos, de_antes
from consistorio.economia.presupuesto.operaciones.acuerdos import problemas_de_acuerdo
from consistorio.economia.presupuesto.operaciones.asientos import partidas_de
from consistorio.economia.presupuesto.operaciones.escritura import Borrador, Trazo, escribir, problemas_de_origen
from consistorio.economia.presupuesto.operaciones.lote import Lote, de_gasto, no_presupuestarios
from consistorio.economia.presupuesto.tipos import CERO, Cabecera, Descuento, LineaPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion

NO_DISPONIBLE: Final = "ND"


def retener(
    clase: str,
    cabecera: Cabecera,
    lineas: Sequence[LineaPedida],
    *,
    actor: Actor,
    reloj: Reloj,
    de_futuro: bool = False,
    de_otro_programa: bool = False,
) -> Operacion:
    """Set credit aside: RC to spend, RCT for a transfer or a baja, RCN for no disponibilidad; ND says that it is not disposed of, retained before or not, by the agreement of the
    Pleno that is its document (art. 33.3).

    RCT and RCN: the application itself must have it (RD 500/1990 art. 31.2.b). `de_futuro`: it was retained in an earlier year; `de_otro_programa`: its agreement is there. Writes and raises as `escribir`, Conflicto
    (commitments of earlier years wait). Emits: presupuesto.retenido.
    """
    exigir_transaccion()
    if clase != NO_DISPONIBLE and not clases.retiene(clase):
        raise _mal("clase", _("«%(clase)s» no es una retención de crédito.") % {"clase": clase})
    problemas = reglas.problemas_de_cabecera(cabecera) + reglas.problemas_de_lineas(lineas, exige_origen=False)
    problemas += de_antes.problemas_de(clase, cabecera, ())
    if clase == NO_DISPONIBLE and not de_otro_programa:
        problemas += problemas_de_disponibilidad(cabecera)
    exigir(problemas)
    if not de_futuro:
        exigir_traidos(cabecera.anio, lineas)
    lote = de_gasto(cabecera.anio, lineas, crea=clase == "RC")
    trazos = [_trazo(lote, linea) for linea in lineas]
    for trazo in trazos:
        trazo.propio = clase != "RC" and trazo.origen is None
        trazo.de_retencion = trazo.origen is not None
    exigir(problemas_de_origen(clase, [t.origen for t in trazos], cabecera))
    return _escribir(clase, cabecera, lote, trazos, "", CreditoRetenido, actor=actor, reloj=reloj)


def problemas_de_disponibilidad(cabecera: Cabecera) -> list[Problema]:
    """That a credit is not disposed of, and that it is again, is said by the Pleno (RD 500/1990 art. 33.3): its agreement is the document."""
    return problemas_de_acuerdo(
        cabecera.documento_id,
        "documento",
        falta=_("Elija el acuerdo del Pleno (RD 500/1990 33.3): escriba el código (CSV) del documento."),
        del_pleno=_("la no disponibilidad la declara y la levanta el Pleno"),
    )


def gastar(
    clase: str,
    cabecera: Cabecera,
    lineas: Sequence[LineaPedida],
    *,
    actor: Actor,
    reloj: Reloj,
    fondo: Fondo | None = None,
    nuevas: Sequence[Fondo] = (),
    de_futuro: bool = False,
    de_previa: bool = False,
) -> Operacion:
    """A stretch of the phases until the obligation: A, AD, ADO, D, DO or O, over the credit, a retention or the phase before.

    The compromiso names its third party, or says that they are several. `fondo`: of a habilitado, whose obligation it is; `de_futuro`: an earlier year committed it; `de_previa`: it is the one that its
    retention waited for. That of an expense of an earlier year says why (`cabecera.antes`), with its proof. Writes and raises as `escribir`, Conflicto (commitments of earlier years
    wait). Emits: presupuesto.gasto.
    """
    exigir_transaccion()
    if not clases.es_de_fases(clase) or "P" in clase or "R" in clase:
        raise _mal("clase", _("«%(clase)s» no es una fase del gasto.") % {"clase": clase})
    problemas = reglas.problemas_de_cabecera(cabecera)
    problemas += reglas.problemas_de_lineas(lineas, exige_origen=clases.exige_origen(clase))
    if not any(linea.origen for linea in lineas):
        problemas += _de_tercero(clase, cabecera)
    exigir(problemas)
    if not de_futuro:
        exigir_traidos(cabecera.anio, lineas)
    fondos = [fondo.id] if fondo is not None and not nuevas else []
    lote = de_gasto(cabecera.anio, lineas, crea=True, fondos=fondos)
    lote.fondos |= {nuevo.id: nuevo for nuevo in nuevas}
    trazos = [_trazo(lote, linea) for linea in lineas]
    for trazo, linea in zip(trazos, lineas, strict=True):
        trazo.de_retencion = trazo.origen is not None and clase[0] == "A"
        trazo.fondo = lote.fondos[fondo.id] if fondo is not None else None
        trazo.aplica = lote.lineas.get(linea.aplica) if linea.aplica is not None else None
    problemas = _de_otro_tercero(cabecera, trazos)
    problemas += [] if de_previa else _de_otra_previa(trazos)
    cabecera = _heredada(cabecera, trazos)
    problemas += problemas_de_origen(clase, [t.origen for t in trazos], cabecera)
    problemas += _de_tercero(clase, cabecera) if not problemas else []
    problemas += [p for n, t in enumerate(trazos) for p in _de_devengado(clase, n, t, cabecera)]
    codigos = {trazo.aplicacion.codigo for trazo in trazos if trazo.aplicacion is not None}
    exigir(problemas + de_antes.problemas_de(clase, cabecera, codigos))
    if "O" in clase:
        _poner_cuentas(trazos, lineas, cabecera.fecha, fondo)
    return _escribir(clase, cabecera, lote, trazos, "", GastoAnotado, actor=actor, reloj=reloj, nuevas=nuevas)


def ordenar_pago(cabecera: Cabecera, lineas: Sequence[LineaPedida], *, actor: Actor, reloj: Reloj) -> Operacion:
    """Order the payment of obligations: no entry in the journal. Writes and raises as `escribir`. Emits: presupuesto.pago.ordenado."""
    return _pagar("P", cabecera, lineas, "", (), PagoOrdenado, actor=actor, reloj=reloj)


def pagar(
    clase: str,
    cabecera: Cabecera,
    lineas: Sequence[LineaPedida],
    *,
    ordinal: str,
    descuentos: Sequence[Descuento] = (),
    pagado_el: date | None = None,
    pagado_a: UUID | None = None,
    actor: Actor,
    reloj: Reloj,
) -> Operacion:
    """The money leaves: R over what was ordered, PR over obligations. `ordinal`: account of the treasury; `descuentos`: what is kept of it; `pagado_el`: the day on which the
    bank says that it paid, whose blocks are then those that count; `pagado_a`: who acquired the credit and gets the money (a Persona): the obligation stays of who assigned it.

    Writes and raises as `escribir`. Emits: presupuesto.pago.hecho.
    """
    if clase not in ("R", "PR"):
        raise _mal("clase", _("«%(clase)s» no es un pago.") % {"clase": clase})
    return _pagar(
        clase,
        cabecera,
        lineas,
        ordinal,
        descuentos,
        PagoHecho,
        pagado_el=pagado_el,
        pagado_a=pagado_a,
        actor=actor,
        reloj=reloj,
    )


def devengar(
    cabecera: Cabecera, lineas: Sequence[LineaPedida], *, pendiente: str = "4131", actor: Actor, reloj: Reloj
) -> Operacion:
    """Note an expense that is due and has no credit yet (account 413). Each line says its application, or only its account.

    `pendiente`: 4131, or 4130 when later years bear it. Writes and raises as `escribir`. Emits: presupuesto.devengado.
    """
    exigir_transaccion()
    problemas = reglas.problemas_de_cabecera(cabecera)
    de_aplicacion = [linea for linea in lineas if linea.codigo]
    for n, linea in enumerate(lineas):
        if not reglas.importe_bien(linea.importe):
            problemas.append(Problema(f"lineas.{n}", _("El importe son euros y céntimos, y mayor que cero.")))
        if not linea.codigo and not linea.cuenta:
            problemas.append(Problema(f"lineas.{n}", _("Diga la aplicación que lo soportará, o la cuenta del gasto.")))
        problemas += reglas.problemas_de_cuenta(f"lineas.{n}", linea.cuenta)
    if not lineas:
        problemas.append(Problema("lineas", _("Escriba al menos una línea con su importe.")))
    if pendiente not in ("4130", "4131"):
        problemas.append(Problema("pendiente", _("Lo devengado va a la cuenta 4130 o a la 4131.")))
    exigir(problemas)
    lote = de_gasto(cabecera.anio, de_aplicacion) if de_aplicacion else Lote(cabecera.anio)
    trazos = [Trazo(linea.importe, aplicacion=lote.aplicacion(linea), cuenta=linea.cuenta) for linea in lineas]
    _poner_cuentas(trazos, lineas, cabecera.fecha, None)
    return _escribir("DV", cabecera, lote, trazos, pendiente, GastoDevengado, actor=actor, reloj=reloj)


def _pagar(
    clase: str,
    cabecera: Cabecera,
    lineas: Sequence[LineaPedida],
    ordinal: str,
    descuentos: Sequence[Descuento],
    hecho: DeOperacion,
    *,
    pagado_el: date | None = None,
    pagado_a: UUID | None = None,
    actor: Actor,
    reloj: Reloj,
) -> Operacion:
    exigir_transaccion()
    problemas = reglas.problemas_de_cabecera(cabecera) + reglas.problemas_de_lineas(lineas, exige_origen=True)
    problemas += de_antes.problemas_de(clase, cabecera, ())
    problemas += problemas_de_tesoreria(ordinal) if "R" in clase else []
    problemas += problemas_de_descuentos(lineas, descuentos)
    exigir(problemas)
    lote = de_gasto(cabecera.anio, lineas)
    no_presupuestarios(lote, [descuento.concepto for descuento in descuentos])
    trazos = [_trazo(lote, linea) for linea in lineas]
    for trazo, linea in zip(trazos, lineas, strict=True):
        trazo.fondo = lote.fondo(linea.origen)
    problemas = _de_otro_tercero(cabecera, trazos, paga=True)
    cabecera = _heredada(cabecera, trazos)
    problemas += problemas_de_origen(clase, [t.origen for t in trazos], cabecera)
    descontado = bloqueos.descontado_por_embargo(descuentos) if "R" in clase else None
    debidos = bloqueos.debidos_de(trazos, lote, cabecera)
    exigir(
        problemas
        + bloqueos.problemas_de(debidos, reloj=reloj, descontado=descontado, pagado_el=pagado_el, pagado_a=pagado_a)
    )
    trazos += [Trazo(d.importe, no_presupuestario=lote.no_presupuestarios[d.concepto]) for d in descuentos]
    return _escribir(clase, cabecera, lote, trazos, ordinal, hecho, actor=actor, reloj=reloj)


def _de_devengado(clase: str, n: int, trazo: Trazo, cabecera: Cabecera) -> list[Problema]:
    """What was devengado is applied by recognising its obligation, to the same application and with the same third party, if it said them."""
    if trazo.aplica is None:
        return []
    devengado, donde = trazo.aplica.operacion, f"lineas.{n}"
    if devengado.clase != "DV" or devengado.signo < 0:
        return [Problema(donde, _("Lo pendiente que aplica no es un gasto devengado."))]
    problemas = []
    if "O" not in clase:
        problemas.append(Problema(donde, _("Un gasto devengado se aplica al reconocer su obligación.")))
    suya = trazo.aplica.aplicacion  # that of another year is another row, with the same code
    if trazo.aplicacion is not None and suya is not None and suya.codigo != trazo.aplicacion.codigo:
        problemas.append(Problema(donde, _("El gasto devengado %(cual)s es de otra aplicación.") % {"cual": devengado}))
    if devengado.tercero_id is not None and cabecera.tercero_id != devengado.tercero_id:
        problemas.append(Problema(donde, _("El gasto devengado %(cual)s es con otro tercero.") % {"cual": devengado}))
    return problemas


def exigir_traidos(anio: int, lineas: Sequence[LineaPedida]) -> None:
    """New expense of a year waits until what earlier years committed of it is in its budget (RD 500/1990 art. 79). Raises Conflicto."""
    if all(linea.origen is not None for linea in lineas):
        return
    esperan = LineaFutura.objects.filter(anio=anio, saldo__gt=0)
    if esperan.exists() and Presupuesto.objects.filter(pk=anio, plurianuales_el=None).exists():
        raise Conflicto(
            _("Los compromisos plurianuales de %(anio)d no están todavía en su presupuesto.") % {"anio": anio},
            que_hacer=_("Tráigalos antes: tienen preferencia sobre el gasto nuevo."),
        )


def _de_otra_previa(trazos: Sequence[Trazo]) -> list[Problema]:
    """What an area asked for keeps its credit until Intervención reviews it."""
    retenciones = {t.origen.operacion_id for t in trazos if t.origen is not None and t.origen.operacion.clase == "RC"}
    esperan = OperacionPrevia.objects.filter(retencion__in=retenciones, estado="pendiente") if retenciones else []
    mensaje = _("Esa retención es de la %(previa)s, que está por revisar: acéptela o devuélvala.")
    return [Problema("lineas", mensaje % {"previa": una}) for una in esperan]


def _de_tercero(clase: str, cabecera: Cabecera) -> list[Problema]:
    if "D" not in clase or cabecera.tercero_id is not None or cabecera.varios:
        return []
    return [Problema("tercero", _("Diga con quién es el compromiso, o que son varios terceros."))]


def _de_otro_tercero(cabecera: Cabecera, trazos: Sequence[Trazo], *, paga: bool = False) -> list[Problema]:
    """The third party does not change from a phase to the next. One payment may be of several; one obligation, not."""
    anteriores = {t.origen.operacion.id: t.origen.operacion for t in trazos if t.origen is not None}
    con_nombre = [una for una in anteriores.values() if una.tercero_id is not None]
    mensaje = _("La operación %(cual)s es con otro tercero: deje el tercero en blanco, o corrija aquella.")
    problemas = [
        Problema("tercero", mensaje % {"cual": una})
        for una in con_nombre
        if (cabecera.varios and not paga) or cabecera.tercero_id not in (None, una.tercero_id)
    ]
    if not problemas and not paga and len({una.tercero_id for una in con_nombre}) > 1:
        problemas.append(Problema("lineas", _("Son de varios terceros: contabilice una operación con cada uno.")))
    return problemas


def _escribir(
    clase: str,
    cabecera: Cabecera,
    lote: Lote,
    trazos: list[Trazo],
    contrapartida: str,
    hecho: DeOperacion,
    *,
    actor: Actor,
    reloj: Reloj,
    nuevas: Sequence[Fondo] = (),
) -> Operacion:
    borrador = Borrador(
        cabecera=cabecera,
        libro=Operacion.Libro.GASTO,
        clase=clase,
        hecho=hecho,
        trazos=trazos,
        partidas=partidas_de(clase, trazos, contrapartida, cabecera.fecha),
        contrapartida=contrapartida,
        nuevas=list(nuevas),
        antes=de_antes.fila_de(cabecera),
    )
    return escribir(borrador, lote, actor=actor, reloj=reloj)


def _trazo(lote: Lote, linea: LineaPedida) -> Trazo:
    origen = lote.lineas.get(linea.origen) if linea.origen is not None else None
    aplicacion = lote.aplicacion(linea)
    if aplicacion is None:
        raise _mal("lineas", _("La operación de la que sigue no es de una aplicación de gastos."))
    return Trazo(linea.importe, aplicacion=aplicacion, origen=origen)


def _poner_cuentas(trazos: Sequence[Trazo], lineas: Sequence[LineaPedida], en: date, fondo: Fondo | None) -> None:
    """The account of each line: the one it says, 413x of what it applies, 5584 of what is handed over, or that of its economic code."""
    por_economica: dict[str, str] = {}
    for trazo, linea in zip(trazos, lineas, strict=True):
        if trazo.aplica is not None:
            trazo.cuenta = trazo.aplica.operacion.contrapartida
        elif linea.cuenta:
            trazo.cuenta = linea.cuenta
        elif fondo is not None and fondo.clase == Fondo.Clase.A_JUSTIFICAR:
            trazo.cuenta = "5584"
        elif trazo.aplicacion is not None:
            economica = trazo.aplicacion.economica
            if economica not in por_economica:
                por_economica[economica] = cuenta_de("gasto", economica, en=en)
            trazo.cuenta = por_economica[economica]


def _heredada(cabecera: Cabecera, trazos: Sequence[Trazo]) -> Cabecera:
    """Third party, case and invoice of what it follows, when they are one and it says none."""
    anteriores = [t.origen.operacion for t in trazos if t.origen is not None]
    if not anteriores:
        return cabecera
    terceros = {o.tercero_id for o in anteriores}
    casos = {o.expediente_id for o in anteriores}
    facturas = {(o.factura_id, o.factura) for o in anteriores}
    if cabecera.tercero_id is None and not cabecera.varios and len(terceros) == 1:
        cabecera = replace(cabecera, tercero_id=terceros.pop())
    if cabecera.tercero_id is None and any(o.varios for o in anteriores):
        cabecera = replace(cabecera, varios=True)
    if cabecera.expediente_id is None and len(casos) == 1:
        cabecera = replace(cabecera, expediente_id=casos.pop())
    if cabecera.factura_id is None and not cabecera.factura and len(facturas) == 1:
        factura_id, factura = facturas.pop()
        cabecera = replace(cabecera, factura_id=factura_id, factura=factura)
    return cabecera


def problemas_de_tesoreria(ordinal: str, campo: str = "ordinal") -> list[Problema]:
    """What is wrong with an account of the treasury: it is of subgroup 57, or 557 for what is compensated."""
    if ordinal.isdigit() and (ordinal.startswith("57") or ordinal == "557"):
        return []
    return [Problema(campo, _("Elija la cuenta de la Tesorería: son las del subgrupo 57."))]


def problemas_de_descuentos(lineas: Sequence[LineaPedida], descuentos: Sequence[Descuento]) -> list[Problema]:
    """What is wrong with what is kept of a payment: amounts above zero, and not more than what is paid."""
    problemas = []
    for n, descuento in enumerate(descuentos):
        if not reglas.importe_bien(descuento.importe):
            mensaje = _("El descuento son euros y céntimos, y mayor que cero.")
            problemas.append(Problema(f"descuentos.{n}", mensaje))
    total = sum((d.importe for d in descuentos), CERO)
    sobra = total - sum((linea.importe for linea in lineas), Decimal(0))
    if sobra > 0:
        mensaje = _("Los descuentos pasan en %(sobra)s de lo que se paga.") % {"sobra": Importe(sobra)}
        problemas.append(Problema("descuentos", mensaje))
    return problemas


def exigir(problemas: Sequence[Problema]) -> None:
    """Raises DatosIncorrectos with all of them, if there are any."""
    if problemas:
        raise DatosIncorrectos(_("La operación no se ha contabilizado."), problemas=list(dict.fromkeys(problemas)))


def _mal(campo: str, mensaje: str) -> DatosIncorrectos:
    return DatosIncorrectos(_("La operación no se ha contabilizado."), problemas=[Problema(campo, mensaje)])


def linea_unica(operacion: Operacion) -> UUID:
    """The only line of an operation that has one. Raises ValueError."""
    lineas = list(operacion.lineas.values_list("id", flat=True)[:2])
    if len(lineas) != 1:
        msg = "the operation has several lines"
        raise ValueError(msg)
    return lineas[0]
