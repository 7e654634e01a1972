"""The rows of the journal of some lines, whatever their class: what corrects asks for the same ones and turns their sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from consistorio.economia.contabilidad.tipos import Partida
from consistorio.economia.presupuesto import clases, contable, contable_ingresos
from consistorio.economia.presupuesto.contable import DeFases
from consistorio.economia.presupuesto.models import ConceptoIngreso, Fondo, SaldoCerrado
from consistorio.economia.presupuesto.operaciones.escritura import Trazo
from consistorio.economia.presupuesto.reglas import deudor

FORMALIZACION: Final = "557"


def partidas_de(clase: str, trazos: Iterable[Trazo], contrapartida: str, en: date) -> list[Partida]:
    """The rows of the lines of an operation, as if it corrected nothing. `contrapartida`: as in `Operacion`.

    Raises DatosIncorrectos when an account is not one that its rule takes, NoEncontrado when a rule is not in force.
    """
    todos = list(trazos)
    if clases.es_de_fases(clase):
        return _de_fases(clase, todos, contrapartida, en)
    if clase == "PC":
        return _de_pago_cerrado(todos, contrapartida, en)
    return [fila for trazo in todos for fila in _de_uno(clase, trazo, contrapartida, en)]


def _de_fases(clase: str, trazos: list[Trazo], contrapartida: str, en: date) -> list[Partida]:
    descuentos = [t for t in trazos if t.no_presupuestario is not None]
    por_descontar = sum((abs(t.importe) for t in descuentos), Decimal(0))
    filas: list[Partida] = []
    for trazo in trazos:
        if trazo.aplicacion is None:
            continue
        importe = abs(trazo.importe)
        descontado = min(por_descontar, importe)
        por_descontar -= descontado
        linea = DeFases(
            economica=trazo.aplicacion.economica,
            importe=importe,
            de_retencion=trazo.de_retencion,
            cuenta=trazo.cuenta,
            ordinal=contrapartida,
            fondo=trazo.fondo.clase if trazo.fondo is not None else "",
            descontado=descontado,
        )
        filas += contable.fases(clase, linea, en)
    for trazo in descuentos:
        if trazo.no_presupuestario is not None:
            filas.append(contable.descuento(trazo.no_presupuestario.cuenta, abs(trazo.importe), en))
    return filas


def _de_pago_cerrado(trazos: list[Trazo], contrapartida: str, en: date) -> list[Partida]:
    """What is kept of it goes through 557 to its concepts, as in any payment."""
    descuentos = [t for t in trazos if t.no_presupuestario is not None]
    por_descontar = sum((abs(t.importe) for t in descuentos), Decimal(0))
    filas: list[Partida] = []
    for trazo in trazos:
        if trazo.cerrado is None:
            continue
        descontado = min(por_descontar, abs(trazo.importe))
        por_descontar -= descontado
        partes = ((abs(trazo.importe) - descontado, contrapartida), (descontado, FORMALIZACION))
        for importe, cuenta in partes:
            filas += _de_cerrado("PC", trazo.cerrado, cuenta, importe, en) if importe else []
        if trazo.fondo is not None:
            filas += _de_cerrado_de_fondo("PC", trazo.fondo, trazo.cerrado, abs(trazo.importe), en)
    for trazo in descuentos:
        if trazo.no_presupuestario is not None:
            filas.append(contable.descuento(trazo.no_presupuestario.cuenta, abs(trazo.importe), en))
    return filas


def _de_uno(clase: str, trazo: Trazo, contrapartida: str, en: date) -> Iterator[Partida]:
    importe = abs(trazo.importe)
    if clases.retiene(clase):
        yield from contable.retencion(clase, importe, en)
    elif clase == "ND":
        yield from contable.no_disponibilidad(importe, en, de_retencion=trazo.de_retencion)
    elif clase == "DV":
        yield contable.devengo(trazo.cuenta, contrapartida, importe, en)
    elif trazo.concepto is not None:
        yield from _de_ingreso(clase, trazo.concepto, trazo.cuenta, contrapartida, importe, en)
    elif trazo.cerrado is not None and trazo.fondo is not None:
        yield from _de_cerrado_de_fondo(clase, trazo.fondo, trazo.cerrado, importe, en)
    elif trazo.cerrado is not None:
        yield from _de_cerrado(clase, trazo.cerrado, contrapartida, importe, en)
    elif trazo.no_presupuestario is not None and clase in clases.DE_IVA:
        cuenta = trazo.no_presupuestario.cuenta
        if clase == "IVL":
            yield contable_ingresos.liquidacion_de_iva(cuenta, trazo.cuenta, importe, en)
        else:
            yield contable_ingresos.iva(clase, cuenta, contrapartida, importe, en)
    elif trazo.no_presupuestario is not None:
        yield contable_ingresos.no_presupuestario(clase, trazo.no_presupuestario.cuenta, contrapartida, importe)
    elif clase == "MI":
        yield contable_ingresos.movimiento(contrapartida, trazo.cuenta, importe)
    elif trazo.fondo is not None:
        yield _de_fondo(clase, trazo.fondo, trazo.cuenta, contrapartida, importe, en)


def _de_ingreso(
    clase: str, concepto: ConceptoIngreso, cuenta: str, contrapartida: str, importe: Decimal, en: date
) -> Iterator[Partida]:
    economica = concepto.economica
    if clase in ("DR", "DRI"):
        yield contable_ingresos.derecho(economica, cuenta, importe, en)
    if clase in ("I", "DRI"):
        yield contable_ingresos.ingreso(deudor(economica), contrapartida, importe, en)
    elif clase == "DRA":
        yield contable_ingresos.derecho_aplazado(economica, cuenta, importe, en)
    elif clase == "DEV":
        yield contable_ingresos.devolucion_acordada(economica, cuenta, importe, en)
    elif clase == "PDEV":
        yield from contable_ingresos.devolucion_pagada(economica, contrapartida, importe, en)
    elif clase != "DR":
        yield contable_ingresos.baja(clase, economica, cuenta, importe, en)


def _de_cerrado(clase: str, cerrado: SaldoCerrado, contrapartida: str, importe: Decimal, en: date) -> list[Partida]:
    return contable_ingresos.cerrado(clase, cerrado.cuenta, contrapartida, importe, en)


def _de_cerrado_de_fondo(clase: str, fondo: Fondo, cerrado: SaldoCerrado, importe: Decimal, en: date) -> list[Partida]:
    return contable.de_cerrados_de_fondo(clase, fondo.clase, cerrado.cuenta, importe, en)


def _de_fondo(clase: str, fondo: Fondo, cuenta: str, contrapartida: str, importe: Decimal, en: date) -> Partida:
    de_que = cuenta if clase == "FJ" else fondo.cuenta
    return contable_ingresos.de_fondo(clase, fondo.clase, de_que, contrapartida, importe, en)
