"""The classes of operation: what each does to the counters, and after which others it may come. Pure.

An operation of expense covers a stretch of the phases A, D, O, P, R: an ADO is A to O (RD 500/1990 arts. 52-68). The rest have one effect each.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FASES: Final = "ADOPR"
TRAMOS: Final = frozenset(FASES[i:j] for i in range(len(FASES)) for j in range(i + 1, len(FASES) + 1))
_CONTADOR_DE_FASE: Final = {"A": "autorizado", "D": "dispuesto", "O": "obligado", "P": "ordenado", "R": "pagado"}
_NOMBRE_DE_FASE: Final[dict[str, str | Promise]] = {
    "A": _("autorización"),
    "D": _("compromiso"),
    "O": _("reconocimiento de la obligación"),
    "P": _("orden de pago"),
    "R": _("pago"),
}

NOMBRES: Final[dict[str, str | Promise]] = {
    "CI": _("Presupuesto inicial"),
    "MC": _("Modificación de crédito"),
    "RC": _("Retención de crédito para gastar"),
    "RCT": _("Retención de crédito para transferencias y bajas"),
    "RCN": _("Retención de crédito para no disponibilidad"),
    "ND": _("No disponibilidad"),
    "DV": _("Gasto devengado sin aplicar al presupuesto"),
    "DR": _("Reconocimiento del derecho"),
    "DRI": _("Reconocimiento del derecho e ingreso simultáneos"),
    "DRA": _("Reconocimiento de un derecho que se aplazó"),
    "I": _("Ingreso"),
    "AN": _("Anulación de un derecho"),
    "APL": _("Aplazamiento a otro ejercicio"),
    "INS": _("Cancelación de un derecho por insolvencia"),
    "ESP": _("Cancelación de un derecho por cobro en especie"),
    "DEV": _("Acuerdo de devolución de un ingreso"),
    "PDEV": _("Pago de una devolución de ingreso"),
    "PC": _("Pago de una obligación de ejercicios cerrados"),
    "PRO": _("Prescripción de una obligación de ejercicios cerrados"),
    "RO": _("Rectificación de una obligación de ejercicios cerrados"),
    "CC": _("Cobro de un derecho de ejercicios cerrados"),
    "AC": _("Anulación de un derecho de ejercicios cerrados"),
    "APC": _("Aplazamiento o fraccionamiento de un derecho de ejercicios cerrados"),
    "IC": _("Cancelación por insolvencia de un derecho de ejercicios cerrados"),
    "PRD": _("Prescripción de un derecho de ejercicios cerrados"),
    "RS": _("Rectificación al alza de un derecho de ejercicios cerrados"),
    "RB": _("Rectificación a la baja de un derecho de ejercicios cerrados"),
    "INP": _("Ingreso no presupuestario"),
    "PNP": _("Pago no presupuestario"),
    "MI": _("Movimiento entre cuentas de la tesorería"),
    "IVS": _("IVA soportado deducible"),
    "IVR": _("IVA repercutido"),
    "IVP": _("Regularización de la prorrata a favor"),
    "IVN": _("Regularización de la prorrata en contra"),
    "IVL": _("Liquidación del IVA"),
    "FC": _("Constitución de un anticipo de caja fija"),
    "FP": _("Pagos de un habilitado"),
    "FJ": _("Cuenta justificativa"),
    "FX": _("Reintegro de un habilitado"),
}

_DE_APLICACION: Final[dict[str, dict[str, int]]] = {
    "CI": {"iniciales": 1},
    "MC": {"modificaciones": 1},
    "RC": {"retenido_gastar": 1},
    "RCT": {"retenido_transferir": 1},
    "RCN": {"retenido_no_disponer": 1},
    "ND": {"no_disponible": 1},
    "DV": {},
}
_DE_CONCEPTO: Final[dict[str, dict[str, int]]] = {
    "CI": {"iniciales": 1},
    "MC": {"modificaciones": 1},
    "DR": {"reconocido": 1},
    "DRA": {"reconocido": 1},
    "DRI": {"reconocido": 1, "recaudado": 1},
    "I": {"recaudado": 1},
    "AN": {"anulado": 1},
    "APL": {"aplazado": 1},
    "INS": {"cancelado": 1},
    "ESP": {"cancelado": 1},
    "DEV": {"por_devolver": 1},
    "PDEV": {"por_devolver": -1, "devuelto": 1},
}
# Counters of a concept that make its net rights less than those recognised
BAJAN_DERECHOS: Final = ("anulado", "aplazado", "devuelto", "cancelado")
_DE_CERRADO: Final[dict[str, dict[str, int]]] = {
    "PC": {"realizado": 1},
    "PRO": {"prescrito": 1},
    "RO": {"rectificado": -1},
    "CC": {"realizado": 1},
    "AC": {"anulado": 1},
    "APC": {"anulado": 1},
    "IC": {"cancelado": 1},
    "PRD": {"prescrito": 1},
    "RS": {"rectificado": 1},
    "RB": {"rectificado": -1},
}
_DE_FONDO: Final[dict[str, dict[str, int]]] = {
    "FC": {"entregado": 1},
    "FP": {"pagado": 1},
    "FJ": {"justificado": 1},
    "FX": {"reintegrado": 1},
}
DE_OBLIGACION: Final = frozenset({"PC", "PRO", "RO"})
# Those that a negative does not correct: a right is annulled, a credit is modified again
SIN_NEGATIVO: Final = frozenset({"CI", "MC", "DR", "DRI", "DRA"})
# What may go on with a line of an earlier year
DE_OTRO_ANIO: Final = frozenset({"DRA", "PDEV", "PNP", "INP"})
# Of no budget, and no money moves: who owes and who is owed VAT, and its settlement with the tax office
DE_IVA: Final = ("IVS", "IVR", "IVP", "IVN", "IVL")
# What has to be collected, or given back by who was owed: an INP may come after it
POR_COBRAR_SIN_PRESUPUESTO: Final = ("PNP", "IVR", "IVN")
# Payments that the bank may send back in another year, when they are not undone: what came back is of no budget (INP)
PAGOS_QUE_VUELVEN: Final = ("R", "PR", "PC", "PDEV")
_RETENCION_DE: Final = {"ND": ("RCN", "retenido_no_disponer"), "MC": ("RCT", "retenido_transferir")}
_SIGUEN_A: Final[dict[str, tuple[str, ...]]] = {
    "ND": ("RCN",),
    "MC": ("RCT",),
    "I": ("DR", "DRA"),
    "AN": ("DR", "DRA"),
    "APL": ("DR", "DRA"),
    "INS": ("DR", "DRA"),
    "ESP": ("DR", "DRA"),
    "DRA": ("APL", "APC"),
    "DEV": ("I", "DRI"),
    "PDEV": ("DEV",),
    "PNP": ("INP",),
    "INP": (*POR_COBRAR_SIN_PRESUPUESTO, *PAGOS_QUE_VUELVEN),
}
_SIN_ORIGEN_NO: Final = frozenset({"I", "AN", "APL", "INS", "ESP", "DRA", "PDEV"})


def es_de_fases(clase: str) -> bool:
    """Whether it is a stretch of the phases of expense."""
    return clase in TRAMOS


def nombre(clase: str) -> str:
    """As people read it: «ADO (autorización, compromiso y reconocimiento de la obligación)» for stretches."""
    if clase in NOMBRES:
        return str(NOMBRES[clase])
    fases = [str(_NOMBRE_DE_FASE[fase]) for fase in clase]
    dicho = fases[0] if len(fases) == 1 else ", ".join(fases[:-1]) + " y " + fases[-1]
    return dicho[0].upper() + dicho[1:]


def retiene(clase: str) -> bool:
    """Whether it sets credit aside."""
    return clase in ("RC", "RCT", "RCN")


def sigue_a(clase: str) -> frozenset[str]:
    """The classes that it may come after; empty when it comes after none."""
    if es_de_fases(clase):
        if clase[0] == "A":
            return frozenset({"RC"})
        anterior = FASES[FASES.index(clase[0]) - 1]
        return frozenset(tramo for tramo in TRAMOS if tramo[-1] == anterior)
    return frozenset(_SIGUEN_A.get(clase, ()))


def exige_origen(clase: str) -> bool:
    """Whether it cannot be noted but after another one."""
    return clase in _SIN_ORIGEN_NO or (es_de_fases(clase) and clase[0] != "A")


def sobre_aplicacion(clase: str, *, de_retencion: bool) -> Mapping[str, int]:
    """Counter -> sign of what a line adds to its application."""
    if es_de_fases(clase):
        fases = {_CONTADOR_DE_FASE[fase]: 1 for fase in clase}
        return {**fases, "retenido_gastar": -1} if de_retencion and clase[0] == "A" else fases
    efecto = _DE_APLICACION[clase]
    if not de_retencion:
        return efecto
    # What goes down is written with a minus, so the retention of a transfer has the sign of the amount
    return {**efecto, _RETENCION_DE[clase][1]: 1 if clase == "MC" else -1}


def sobre_bolsa(efecto: Mapping[str, int]) -> Mapping[str, int]:
    """What that does to the bolsa of the application."""
    suma: dict[str, int] = {}
    for contador, signo in efecto.items():
        clave = _EN_LA_BOLSA.get(contador)
        if clave:
            suma[clave] = suma.get(clave, 0) + signo
    return suma


_EN_LA_BOLSA: Final = {
    "iniciales": "definitivo",
    "modificaciones": "definitivo",
    "retenido_gastar": "retenido",
    "retenido_transferir": "retenido",
    "retenido_no_disponer": "retenido",
    "no_disponible": "no_disponible",
    "autorizado": "autorizado",
}


def sobre_concepto(clase: str, *, de_otro_anio: bool = False) -> Mapping[str, int]:
    """Counter -> sign of what a line adds to its concept of income. `de_otro_anio`: what it follows was noted in an earlier year, whose counters stay."""
    if clase == "PDEV" and de_otro_anio:
        return {"devuelto": 1}
    return _DE_CONCEPTO[clase]


def sobre_cerrado(clase: str) -> Mapping[str, int]:
    """Counter -> sign of what a line adds to its balance of closed years."""
    return _DE_CERRADO[clase]


def sobre_fondo(clase: str, *, caja_fija: bool) -> Mapping[str, int]:
    """Counter -> sign of what a line adds to its fund: justified with the obligation of a caja fija, handed over or given back with the payment, in its year or as of closed years."""
    if clase in _DE_FONDO:
        return _DE_FONDO[clase]
    efecto: dict[str, int] = {}
    if caja_fija and clase == "RO":
        efecto["justificado"] = -1
    if not es_de_fases(clase) and clase != "PC":
        return efecto
    if caja_fija and "O" in clase:
        efecto["justificado"] = 1
    if "R" in clase or clase == "PC":
        efecto["repuesto" if caja_fija else "entregado"] = 1
    return efecto


def deja_saldo(clase: str) -> bool:
    """Whether its lines leave something for what follows, or to be corrected."""
    return clase not in ("CI", "MC")
