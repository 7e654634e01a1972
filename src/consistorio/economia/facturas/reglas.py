"""Clocks, states and what makes an invoice the same as another one. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from consistorio.nucleo.dato import dato

DATOS = Path(__file__).parent / "datos"
# What FACe is told of each state (anotada in the RCF, and so on)
ESTADO_FACE = {
    "anotada": "1300",
    "remitida": "1300",
    "conformada": "1300",
    "rechazada": "2600",
    "contabilizada": "2400",
    "pagada": "2500",
    "anulada": "3100",
}
REGISTRADA_FACE = "1200"
ANULACION_FACE = {"": "4100", "solicitada": "4200", "aceptada": "4300", "rechazada": "4400"}
# Two endings that are told apart from the rest of their steps (`datos/face.json`): cancelled because somebody asked for it elsewhere (FACe, without a request of its own, knows no other way to end), and a
# rectificativa of which nothing was owed
ANULADA_FUERA: Final = "anulada_sin_pedirlo_alli"
RECTIFICADA_SIN_DEBER: Final = "rectificada_sin_deber_nada"
# What FACe does not leave once it is told: nothing of the course of an invoice is told after it
FINALES_FACE = frozenset({"2500", "2600", "4300"})
# Marks, as the reason of its step, that it was asked in FACe to cancel an invoice: only that is answered there
POR_FACE = "face"
# From where each state is reached
ANTES = {
    "remitida": frozenset({"anotada", "remitida"}),
    "conformada": frozenset({"remitida", "contabilizada"}),
    "rechazada": frozenset({"anotada", "remitida", "conformada"}),
    "contabilizada": frozenset({"conformada", "pagada"}),
    "pagada": frozenset({"contabilizada"}),
    "anulada": frozenset({"anotada", "remitida", "conformada"}),
}
# Of a town or a province, of a public body, of the State or a region
NIF_DE_ADMINISTRACION: Final = "^[PQS][0-9]{7}[0-9A-J]$"
PREFIJO = re.compile(r"^ES(?=[A-Z0-9]{9}$)")


@dato
class MotivoDeRechazo:
    """A legal reason. `contrastado`: whether somebody opened the article that it cites; `detiene`: what proposes it is neither conformed nor recognised unless it is said why."""

    codigo: str
    texto: str
    norma: str
    contrastado: bool
    detiene: bool = False


@dato
class Escalon:
    """After how many days of a clock (`conformidad`, `pago`) somebody is told: `unidad`, `area` or `intervencion`."""

    reloj: str
    dias: int
    avisa_a: str

    @property
    def codigo(self) -> str:
        """Its name, one for each."""
        return f"{self.reloj}-{self.dias}-{self.avisa_a}"


@dato
class Plazos:
    """The terms, in natural days but the months of Ley 25/2013 art. 10."""

    conformar: int
    pagar: int
    meses_sin_obligacion: int
    escalones: tuple[Escalon, ...]


@dato
class Fechas:
    """The days of an invoice: when it came in, was conformed, paid, and ended otherwise (rejected, cancelled). `se_paga`: not so of one that lowers another."""

    entrada: date
    conformada: date | None = None
    pagada: date | None = None
    terminada: date | None = None
    se_paga: bool = True


@dato
class Relojes:
    """The three clocks of an invoice on a day, in natural days. `vence_conformidad` and `vence_pago`: the last day in term; None: the clock has
    not begun."""

    desde_entrada: int
    en_conformidad: int
    vence_conformidad: date
    para_pagar: int | None
    vence_pago: date | None
    tarde: str


@cache
def motivos() -> dict[str, MotivoDeRechazo]:
    """The reasons of rejection, by code."""
    datos = json.loads((DATOS / "motivos.json").read_text(encoding="utf-8"))
    return {m["codigo"]: MotivoDeRechazo(**m) for m in datos["motivos"]}


@cache
def pasos_face() -> dict[str, str]:
    """Which steps FACe is told of, and as what; it sets 1300 when a download is confirmed, and 3100 when a cancellation is accepted."""
    datos = json.loads((DATOS / "face.json").read_text(encoding="utf-8"))
    return {uno["paso"]: uno["codigo"] for uno in datos["pasos"] if uno["codigo"]}


@cache
def plazos() -> Plazos:
    """The terms of the house."""
    datos = json.loads((DATOS / "plazos.json").read_text(encoding="utf-8"))
    escalones = tuple(Escalon(**e) for e in datos["escalones"])
    return Plazos(datos["conformar"], datos["pagar"], datos["meses_sin_obligacion"], escalones)


def relojes(fechas: Fechas, *, en: date, plazo: Plazos) -> Relojes:
    """The clocks on a day: since the entry; in conformity, from the entry until it was given; and to pay, from the conformity (LCSP 198.4).

    `tarde`: conformidad or pago, the one that is over its term; "" when none is. What was rejected or cancelled is never late, nor late to be paid what lowers another one.
    """
    fin = fechas.terminada or fechas.pagada or en
    hasta_conformar = fechas.conformada or fechas.terminada or en
    vence = fechas.entrada + timedelta(days=plazo.conformar)
    # One that was conformed before it came in is paid from its entry
    empieza = max(fechas.conformada, fechas.entrada) if fechas.conformada is not None else None
    vence_pago = empieza + timedelta(days=plazo.pagar) if empieza is not None else None
    tarde = ""
    if fechas.terminada is None and fechas.pagada is None:
        if vence_pago is not None:
            tarde = "pago" if fechas.se_paga and en > vence_pago else ""
        elif en > vence:
            tarde = "conformidad"
    return Relojes(
        desde_entrada=max(0, (fin - fechas.entrada).days),
        en_conformidad=max(0, (hasta_conformar - fechas.entrada).days),
        vence_conformidad=vence,
        para_pagar=max(0, (fin - empieza).days) if empieza is not None else None,
        vence_pago=vence_pago,
        tarde=tarde,
    )


def escalones_alcanzados(fechas: Fechas, *, en: date, plazo: Plazos) -> list[Escalon]:
    """The steps that an invoice has reached on a day, of the clock that runs now."""
    if fechas.terminada is not None or fechas.pagada is not None:
        return []
    dichos = relojes(fechas, en=en, plazo=plazo)
    corre, dias = ("conformidad", dichos.en_conformidad) if dichos.para_pagar is None else ("pago", dichos.para_pagar)
    if corre == "pago" and not fechas.se_paga:
        return []
    return [e for e in plazo.escalones if e.reloj == corre and dias >= e.dias]


def hace_meses(dia: date, meses: int) -> date:
    """The same day so many months before; the last of the month when it has no such day."""
    total = dia.year * 12 + dia.month - 1 - meses
    anio, mes = divmod(total, 12)
    for ultimo in range(dia.day, 27, -1):
        try:
            return date(anio, mes + 1, ultimo)
        except ValueError:
            continue
    return date(anio, mes + 1, dia.day)


def es_administracion(nif: str) -> bool:
    """Whether a number is the NIF of a public administration, whose invoices PMP leaves out (RD 635/2014 art. 3): not that of another country that begins as one."""
    return re.match(NIF_DE_ADMINISTRACION, nif) is not None


def nif_sin_prefijo(nif: str) -> str:
    """A number as invoices carry it, without the country and the signs that people put in."""
    return PREFIJO.sub("", re.sub(r"[\s.\-]", "", nif).upper())


def numero_limpio(numero: str) -> str:
    """A number of invoice without the signs that each program writes in its own way."""
    return "".join(letra for letra in numero.upper() if letra.isalnum())


def motivo_propuesto(codigos: Iterable[str]) -> str:
    """The reason of rejection that the problems found propose: the first one of the list of the law; "" when there is none."""
    hallados = set(codigos)
    return next((codigo for codigo in motivos() if codigo in hallados), "")
