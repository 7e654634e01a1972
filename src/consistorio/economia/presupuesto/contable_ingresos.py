"""Which rows of the journal income, closed years, what is of no budget and the funds of habilitados ask of the ledger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from consistorio.economia.contabilidad.reglas import negativo
from consistorio.economia.contabilidad.tipos import Partida
from consistorio.economia.presupuesto.contable import directa, fila
from consistorio.economia.presupuesto.reglas import deudor, subcuenta

APLAZADO: Final = "4430"
# What is charged, what is paid and by which rule in each class of VAT; what is settled says its pair of accounts
_DE_IVA: Final = {"IVS": "V001", "IVR": "V003", "IVP": "V008", "IVN": "V008"}
_LIQUIDACION: Final = {
    ("4720", "4770"): "V005",
    ("4750", "4770"): "V006",
    ("4700", "4720"): "V007",
    ("4700", "4770"): "V009",
    ("4770", "4720"): "V005",
}
PENDIENTES: Final = {"554": "I008", "559": "N006"}
# Rule that a concept of no budget follows, by its account
_INP: Final = {"554": "I006", "560": "N001", "561": "N001", "559": "N005", "521": "N008", "414": "N009", "440": "V004"}
_PNP: Final = {"560": "N002", "561": "N002", "4751": "N003", "476": "N004", "555": "N007", "449": "N010", "410": "V002"}


def derecho(economica: str, cuenta: str, importe: Decimal, en: date) -> Partida:
    """I001 to I004, or C013, by what is sold or received."""
    if cuenta.startswith("5584"):  # what a habilitado did not spend and gives back in another year
        return directa("C013", importe, deudor(economica), cuenta)
    if cuenta[:1] in ("1", "5"):
        return directa("I002", importe, deudor(economica), cuenta)
    if cuenta.startswith("639"):  # what the prorrata of VAT gives back (639 a)
        return directa("I001", importe, deudor(economica), cuenta)
    regla = "I003" if cuenta.startswith("2") else "I004" if cuenta.startswith("94") else "I001"
    return fila(regla, importe, en, debe=deudor(economica), haber=cuenta)


def derecho_aplazado(economica: str, cuenta: str, importe: Decimal, en: date) -> Partida:
    """I012: what was deferred falls due."""
    return fila("I012", importe, en, debe=deudor(economica), haber=cuenta)


def ingreso(deudora: str, contrapartida: str, importe: Decimal, en: date) -> Partida:
    """Of 430x or 431x: into the treasury (I005), or out of what waited for its place (I008, N006)."""
    regla = next((regla for pendiente, regla in PENDIENTES.items() if contrapartida.startswith(pendiente)), "")
    if regla:
        return fila(regla, importe, en, debe=contrapartida, haber=deudora)
    return directa("I005", importe, contrapartida, deudora)


def baja(clase: str, economica: str, cuenta: str, importe: Decimal, en: date) -> Partida:
    """AN (I010), APL (I011), INS (I016) or ESP (I017)."""
    x = subcuenta("ingreso", economica)
    if clase == "AN":
        return directa("I010", importe, cuenta, f"4330{x}")  # the account that the right was paid to, also 940 or 170
    if clase == "APL":
        return fila("I011", importe, en, debe=cuenta, haber=f"4332{x}")
    if clase == "INS":
        return fila("I016", importe, en, haber=f"4381{x}")
    return directa("I017", importe, cuenta, f"4380{x}")


def devolucion_acordada(economica: str, cuenta: str, importe: Decimal, en: date) -> Partida:
    """I013."""
    return directa("I013", importe, cuenta, f"418{subcuenta('ingreso', economica)}")


def devolucion_pagada(economica: str, contrapartida: str, importe: Decimal, en: date) -> list[Partida]:
    """I014 and I015."""
    acreedora = f"418{subcuenta('ingreso', economica)}"
    return [directa("I014", importe, acreedora, contrapartida), fila("I015", importe, en)]


def cerrado(clase: str, cuenta: str, contrapartida: str, importe: Decimal, en: date) -> list[Partida]:
    """Of closed years. `cuenta`: 401x or 431x; `contrapartida`: of the treasury, in what is paid or collected."""
    x = cuenta[3:4] or "0"
    if clase == "PC":
        return [directa("R019", importe, cuenta, contrapartida)]
    if clase == "PRO":
        return [fila("R020", importe, en, debe=cuenta)]
    if clase == "RO":
        return [fila("R021", importe, en, haber=cuenta)]
    if clase == "CC":
        return [ingreso(cuenta, contrapartida, importe, en)]
    if clase == "AC":
        return [fila("I020", importe, en, haber=f"4340{x}")]
    if clase == "APC":
        return [directa("I011", importe, APLAZADO, f"4342{x}")]
    if clase == "IC":
        return [fila("I018", importe, en, haber=f"4391{x}")]
    if clase == "PRD":
        return [fila("I019", importe, en, haber=f"4392{x}")]
    filas = [fila("I021", importe, en, debe=cuenta)]
    return filas if clase == "RS" else list(negativo(filas))


def no_presupuestario(clase: str, cuenta: str, contrapartida: str, importe: Decimal) -> Partida:
    """Of no budget: the account is that of the concept, so the rule only says where it comes from."""
    reglas = _INP if clase == "INP" else _PNP
    regla = next((codigo for prefijo, codigo in reglas.items() if cuenta.startswith(prefijo)), "")
    debe, haber = (contrapartida, cuenta) if clase == "INP" else (cuenta, contrapartida)
    return Partida(debe, haber, importe, regla)


def iva(clase: str, cuenta: str, contrapartida: str, importe: Decimal, en: date) -> Partida:
    """Of VAT: `cuenta` is that of the concept. IVS and IVP: 472 to 410; IVN, the same negative; IVR: 440 to 477."""
    debe, haber = (cuenta, contrapartida) if clase == "IVR" else (contrapartida, cuenta)
    una = fila(_DE_IVA[clase], importe, en, debe=debe, haber=haber)
    return Partida(una.debe, una.haber, -una.importe, una.regla) if clase == "IVN" else una


def liquidacion_de_iva(cuenta: str, contra: str, importe: Decimal, en: date) -> Partida:
    """A row of the settlement, by the account of its concept and the other one: 477 against 472, what is due (4750), what is to be given back (4700), and
    what of it is used up (4700 again). 477 first: what was borne is negative, and so is the row."""
    regla = next(r for (una, otra), r in _LIQUIDACION.items() if cuenta.startswith(una) and contra.startswith(otra))
    al_reves = cuenta.startswith("4770")
    debe, haber = (cuenta, contra) if regla == "V007" or al_reves else (contra, cuenta)
    una = fila(regla, importe, en, debe=debe, haber=haber)
    return Partida(una.debe, una.haber, -una.importe, una.regla) if al_reves else una


def movimiento(desde: str, hasta: str, importe: Decimal) -> Partida:
    """Between accounts of the treasury: I007 from a restricted one, T001 else."""
    return Partida(hasta, desde, importe, "I007" if desde.startswith("573") else "T001")


def de_fondo(clase: str, fondo: str, cuenta: str, contrapartida: str, importe: Decimal, en: date) -> Partida:
    """FC (C001), FP (C002 or C010), FJ (C011) or FX (C007 or C013). `fondo`: caja_fija or a_justificar; `cuenta`: of the fund, and in FJ that of the expense."""
    if clase == "FC":
        return directa("C001", importe, cuenta, contrapartida)
    if clase == "FP":
        regla, debe = ("C002", "5581") if fondo == "caja_fija" else ("C010", "5580")
        return directa(regla, importe, debe, cuenta)
    if clase == "FJ":
        return fila("C011", importe, en, debe=cuenta)
    return directa("C007" if fondo == "caja_fija" else "C013", importe, contrapartida, cuenta)
