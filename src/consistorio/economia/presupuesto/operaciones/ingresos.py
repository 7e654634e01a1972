"""Income: rights, their collection, what lowers them and what is given back (TRLRHL 191-193; RD 500/1990; Orden HAP/1781/2013, fifth part, group 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.equivalencias import cuenta_de
from consistorio.economia.presupuesto import contable_ingresos, reglas
from consistorio.economia.presupuesto.eventos import (
    DeOperacion,
    DerechoDadoDeBaja,
    DerechoReconocido,
    DevolucionAnotada,
    IngresoAnotado,
)
from consistorio.economia.presupuesto.models import Fondo, Operacion, Prestamo
from consistorio.economia.presupuesto.operaciones import bloqueos, colgados
from consistorio.economia.presupuesto.operaciones.asientos import partidas_de
from consistorio.economia.presupuesto.operaciones.escritura import Borrador, Trazo, escribir, problemas_de_origen
from consistorio.economia.presupuesto.operaciones.gasto import exigir, problemas_de_tesoreria
from consistorio.economia.presupuesto.operaciones.lote import Lote, de_conceptos, exigir_presupuesto
from consistorio.economia.presupuesto.operaciones.otras import cuenta_que_se_aplica
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion

BAJAS: Final = ("AN", "APL", "INS", "ESP")
_INSOLVENCIA: Final = "6671"


def reconocer(
    clase: str,
    cabecera: Cabecera,
    lineas: Sequence[LineaPedida],
    *,
    ordinal: str = "",
    fondo: Fondo | None = None,
    actor: Actor,
    reloj: Reloj,
) -> Operacion:
    """Recognise rights: DR, DRI when they are collected at once into `ordinal`, DRA when what was deferred falls due. None of the remnant of the treasury. `fondo`: of a habilitado, from
    which it came back; its counters are of what left it.

    Writes and raises as `escribir`. Emits: presupuesto.derecho.
    """
    exigir_transaccion()
    problemas = _de_todas(cabecera, lineas, exige_origen=clase == "DRA")
    if clase not in ("DR", "DRI", "DRA"):
        problemas.append(Problema("clase", _("«%(clase)s» no reconoce un derecho.") % {"clase": clase}))
    problemas += problemas_de_tesoreria(ordinal) if clase == "DRI" else []
    problemas += [
        Problema(f"lineas.{n}", _("El remanente de tesorería financia, pero no se reconoce ningún derecho suyo."))
        for n, linea in enumerate(lineas)
        if linea.codigo.startswith("87")
    ]
    exigir(problemas)
    lote, trazos = _preparar(clase, cabecera, lineas)
    por_economica: dict[str, str] = {}
    for trazo, linea in zip(trazos, lineas, strict=True):
        trazo.fondo = fondo
        if clase == "DRA":
            suya = trazo.origen.cuenta if trazo.origen is not None else ""
            trazo.cuenta = suya or contable_ingresos.APLAZADO
        elif linea.cuenta or trazo.concepto is None:
            trazo.cuenta = linea.cuenta
        else:
            economica = trazo.concepto.economica
            if economica not in por_economica:
                por_economica[economica] = cuenta_de("ingreso", economica, en=cabecera.fecha)
            trazo.cuenta = por_economica[economica]
    return _escribir(clase, cabecera, lote, trazos, ordinal, DerechoReconocido, actor=actor, reloj=reloj)


def ingresar(
    cabecera: Cabecera, lineas: Sequence[LineaPedida], *, ordinal: str = "", actor: Actor, reloj: Reloj
) -> Operacion:
    """Rights are collected, each line after its DR. `ordinal`: account of the treasury; empty when the lines say which pending collection (554, 559)
    they put in its place.

    Writes and raises as `escribir`. Emits: presupuesto.ingreso.
    """
    exigir_transaccion()
    problemas = _de_todas(cabecera, lineas, exige_origen=True)
    aplican = {linea.aplica is not None for linea in lineas}
    if len(aplican) > 1:
        problemas.append(Problema("lineas", _("O todas las líneas aplican un cobro pendiente, o ninguna.")))
    if aplican == {False}:
        problemas += problemas_de_tesoreria(ordinal)
    exigir(problemas)
    lote, trazos = _preparar("I", cabecera, lineas)
    for trazo, linea in zip(trazos, lineas, strict=True):
        trazo.aplica = lote.lineas.get(linea.aplica) if linea.aplica is not None else None
    if aplican == {True}:
        ordinal = cuenta_que_se_aplica(trazos)
    return _escribir("I", cabecera, lote, trazos, ordinal, IngresoAnotado, actor=actor, reloj=reloj)


def dar_de_baja(
    clase: str, cabecera: Cabecera, lineas: Sequence[LineaPedida], *, actor: Actor, reloj: Reloj
) -> Operacion:
    """Rights are lowered: AN annulled, APL deferred to another year (`cuenta`: 4430 or 2621), INS insolvent, ESP paid in kind (`cuenta`: of what comes in). What is annulled of
    a loan is no longer drawn.

    Writes and raises as `escribir`, and as `colgados.bajar_prestamos`. Emits: presupuesto.derecho.baja.
    """
    exigir_transaccion()
    problemas = _de_todas(cabecera, lineas, exige_origen=True)
    if clase not in BAJAS:
        problemas.append(Problema("clase", _("«%(clase)s» no da de baja un derecho.") % {"clase": clase}))
    problemas += [
        Problema(f"lineas.{n}", _("Diga la cuenta de lo que se recibe en especie."))
        for n, linea in enumerate(lineas)
        if clase == "ESP" and not linea.cuenta
    ]
    exigir(problemas)
    prestamos = _prestamos(clase, lineas)
    lote, trazos = _preparar(clase, cabecera, lineas)
    for trazo, linea in zip(trazos, lineas, strict=True):
        if clase == "AN":
            trazo.cuenta = linea.cuenta or _de_su_derecho(trazo, cabecera)
        else:
            propia = {"APL": contable_ingresos.APLAZADO, "INS": _INSOLVENCIA}.get(clase, "")
            trazo.cuenta = linea.cuenta or propia
    nuevas = _bajan(prestamos, trazos, cabecera)
    return _escribir(clase, cabecera, lote, trazos, "", DerechoDadoDeBaja, nuevas=nuevas, actor=actor, reloj=reloj)


def acordar_devolucion(cabecera: Cabecera, lineas: Sequence[LineaPedida], *, actor: Actor, reloj: Reloj) -> Operacion:
    """A refund is agreed (418): after the collection that is given back, or of a concept alone when it was collected another year.

    Writes and raises as `escribir`, and as `colgados.bajar_prestamos`. Emits: presupuesto.devolucion.
    """
    exigir_transaccion()
    exigir(_de_todas(cabecera, lineas, exige_origen=False))
    prestamos = _prestamos("DEV", lineas)
    lote, trazos = _preparar("DEV", cabecera, lineas)
    for trazo, linea in zip(trazos, lineas, strict=True):
        trazo.cuenta = linea.cuenta or _de_su_derecho(trazo, cabecera)
    nuevas = _bajan(prestamos, trazos, cabecera)
    return _escribir("DEV", cabecera, lote, trazos, "", DevolucionAnotada, nuevas=nuevas, actor=actor, reloj=reloj)


def pagar_devolucion(
    cabecera: Cabecera,
    lineas: Sequence[LineaPedida],
    *,
    ordinal: str,
    pagado_el: date | None = None,
    pagado_a: UUID | None = None,
    actor: Actor,
    reloj: Reloj,
) -> Operacion:
    """What was agreed, this year or before, is paid: the right is annulled by it (437, 4339), in the concept of the year in which it is paid. `pagado_el` and `pagado_a`: as in
    `gasto.pagar`. Writes and raises as `escribir`. Emits: presupuesto.devolucion."""
    exigir_transaccion()
    exigir(_de_todas(cabecera, lineas, exige_origen=True) + problemas_de_tesoreria(ordinal))
    lote, trazos = _preparar("PDEV", cabecera, lineas)
    debidos = bloqueos.debidos_de(trazos, lote, cabecera)
    exigir(bloqueos.problemas_sin_descuentos(debidos, reloj=reloj, pagado_el=pagado_el, pagado_a=pagado_a))
    return _escribir("PDEV", cabecera, lote, trazos, ordinal, DevolucionAnotada, actor=actor, reloj=reloj)


def _prestamos(clase: str, lineas: Sequence[LineaPedida]) -> dict[UUID, Prestamo]:
    """The loans whose rights are lowered: locked before anything else, as when they are drawn."""
    if clase not in colgados.BAJAN_PRESTAMO:
        return {}
    return colgados.prestamos_de([linea.origen for linea in lineas if linea.origen is not None])


def _bajan(prestamos: Mapping[UUID, Prestamo], trazos: Sequence[Trazo], cabecera: Cabecera) -> list[Model]:
    partes = [(t.origen.id if t.origen is not None else None, t.importe, t.cuenta) for t in trazos]
    return colgados.bajar_prestamos(prestamos, partes, cabecera.fecha) if prestamos else []


def _de_todas(cabecera: Cabecera, lineas: Sequence[LineaPedida], *, exige_origen: bool) -> list[Problema]:
    problemas = reglas.problemas_de_cabecera(cabecera)
    return problemas + reglas.problemas_de_lineas(lineas, exige_origen=exige_origen)


def _preparar(clase: str, cabecera: Cabecera, lineas: Sequence[LineaPedida]) -> tuple[Lote, list[Trazo]]:
    exigir_presupuesto(cabecera.anio)
    if clase in ("DRA", "PDEV"):
        return _de_otro_anio(clase, cabecera, lineas)
    lote = de_conceptos(cabecera.anio, lineas)
    trazos = []
    for n, linea in enumerate(lineas):
        concepto = lote.concepto(linea)
        if concepto is None:
            exigir([Problema(f"lineas.{n}", _("La operación de la que sigue no es de un concepto de ingresos."))])
            continue
        origen = lote.lineas.get(linea.origen) if linea.origen is not None else None
        trazos.append(Trazo(linea.importe, concepto=concepto, origen=origen))
    exigir(problemas_de_origen(clase, [t.origen for t in trazos], cabecera))
    return lote, trazos


def _de_otro_anio(clase: str, cabecera: Cabecera, lineas: Sequence[LineaPedida]) -> tuple[Lote, list[Trazo]]:
    """What falls due, or is given back, is of the same concept in the year in which it is: perhaps another one than that of the deferral or of the agreement."""
    antes = de_conceptos(cabecera.anio, lineas)
    codigos = [
        str(c.economica) if (c := antes.concepto(linea)) is not None else _de_cerrado(antes, linea) for linea in lineas
    ]
    exigir(
        [
            Problema(f"lineas.{n}", _("La operación de la que sigue no es de un concepto de ingresos."))
            for n, codigo in enumerate(codigos)
            if not codigo
        ]
    )
    con_codigo = [replace(linea, codigo=codigo, origen=None) for linea, codigo in zip(lineas, codigos, strict=True)]
    lote = de_conceptos(cabecera.anio, con_codigo)
    lote.lineas = antes.lineas
    lote.nuevas = [*antes.nuevas, *lote.nuevas]
    trazos = [
        Trazo(
            linea.importe,
            concepto=lote.por_economica[codigo],
            origen=antes.lineas.get(linea.origen) if linea.origen is not None else None,
        )
        for linea, codigo in zip(lineas, codigos, strict=True)
    ]
    exigir(problemas_de_origen(clase, [t.origen for t in trazos], cabecera))
    return lote, trazos


def _de_cerrado(lote: Lote, linea: LineaPedida) -> str:
    """The concept of a balance of closed years that was deferred."""
    origen = lote.lineas.get(linea.origen) if linea.origen is not None else None
    return origen.cerrado.codigo if origen is not None and origen.cerrado is not None else ""


def _de_su_derecho(trazo: Trazo, cabecera: Cabecera) -> str:
    """The account that the right was paid to: that of its DR, or of its concept."""
    origen = trazo.origen
    while origen is not None and origen.operacion.clase == "I":
        origen = origen.origen
    if origen is not None and origen.operacion.clase in ("DR", "DRI") and origen.cuenta:
        return origen.cuenta
    economica = trazo.concepto.economica if trazo.concepto is not None else ""
    return cuenta_de("ingreso", economica, en=cabecera.fecha)


def _escribir(
    clase: str,
    cabecera: Cabecera,
    lote: Lote,
    trazos: list[Trazo],
    contrapartida: str,
    hecho: DeOperacion,
    *,
    nuevas: Sequence[Model] = (),
    actor: Actor,
    reloj: Reloj,
) -> Operacion:
    borrador = Borrador(
        cabecera=cabecera,
        libro=Operacion.Libro.INGRESO,
        clase=clase,
        hecho=hecho,
        trazos=trazos,
        partidas=partidas_de(clase, trazos, contrapartida, cabecera.fecha),
        contrapartida=contrapartida,
        nuevas=list(nuevas),
    )
    return escribir(borrador, lote, actor=actor, reloj=reloj)
