"""What has to be there for an income to finance a modification of credits (TRLRHL 177, 178, 181 and 182; RD 500/1990 arts. 36, 39, 43-45 and 48). Pure; what each concept asks is
dated data (`datos/pruebas.csv`), in whose place the town may put its own."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.tipos import Importe

FICHERO: Final = Path(__file__).parent / "datos" / "pruebas.csv"
TIPOS: Final = ("extraordinario", "suplemento", "ampliacion", "incorporacion", "generacion")
NADA, NUNCA, NORMA, RECAUDADO = "nada", "nunca", "norma", "recaudado"
ESTRICTAS: Final = (NADA, "compromiso", "derecho", "cobro", RECAUDADO, NUNCA)  # from what asks less to what asks more
REMANENTE: Final = "87"  # it is no income: its own limits look at it


@dato
class Exigencia:
    """What a kind of modification asks of a concept since a day. `concepto`: how its code begins; `certeza`: norma, propuesta or ayuntamiento."""

    tipo: str
    concepto: str
    exige: str
    articulo: str
    certeza: str
    desde: date
    hasta: date | None = None


@dato
class Acreditado:
    """What a commitment of income or a right proves, in euros: `vale`, what of it stands; `cobrado`, what of it was collected."""

    anio: int
    concepto: str
    vale: Decimal
    cobrado: Decimal


@dato
class Juntos:
    """A commitment and the rights that fulfil it, which are the same money: their ids, and what they prove together, in euros."""

    ids: frozenset[UUID]
    vale: Decimal


# Who knows the commitments of income, which are of a room above: one by its id, and that of a right or its own with all its rights
Buscador = Callable[[UUID], Acreditado | None]
Agrupador = Callable[[UUID], Juntos | None]
_COMPROMISOS: list[tuple[Buscador, Agrupador]] = []


def registrar_compromisos(buscador: Buscador, agrupador: Agrupador) -> None:
    """Say who knows the commitments of income."""
    _COMPROMISOS[:] = [(buscador, agrupador)]


def compromiso(cual: UUID) -> Acreditado | None:
    """A commitment of income, if it is there."""
    return _COMPROMISOS[0][0](cual) if _COMPROMISOS else None


def juntos(cual: UUID) -> Juntos | None:
    """A commitment with its rights, by its id or by that of the line of one of them; None when it has none, or it is a right of none."""
    return _COMPROMISOS[0][1](cual) if _COMPROMISOS else None


def de_afectado() -> Exigencia:
    """What is asked of a remnant with affected financing, whose firm commitment is enough."""
    return Exigencia("incorporacion", "", "compromiso", "RD 500/1990 art. 48.3.a", NORMA, date(1990, 4, 28))


@cache
def de_partida() -> tuple[Exigencia, ...]:
    """Those that come with the program, one for each prefix."""
    lineas = [linea for linea in FICHERO.read_text("utf-8").splitlines() if not linea.startswith("#")]
    return tuple(
        Exigencia(
            fila["tipo"],
            concepto,
            fila["exige"],
            fila["articulo"],
            fila["certeza"],
            date.fromisoformat(fila["desde"]),
            date.fromisoformat(fila["hasta"]) if fila["hasta"] else None,
        )
        for fila in csv.DictReader(lineas)
        for concepto in fila["conceptos"].split() or [""]
    )


def exigencia_de(tipo: str, concepto: str, filas: Iterable[Exigencia], *, en: date) -> Exigencia | None:
    """That of a concept on a day: that of the town before that of the program, then the longest prefix, then the last. None when nothing is asked."""
    valen = [
        una
        for una in filas
        if una.tipo == tipo
        and concepto.startswith(una.concepto)
        and una.desde <= en
        and (una.hasta is None or en <= una.hasta)
    ]
    return max(valen, key=lambda una: (una.certeza == "ayuntamiento", len(una.concepto), una.desde), default=None)


def que_sustituye(nueva: Exigencia, filas: Iterable[Exigencia]) -> list[Exigencia]:
    """The others whose concepts one of the town reaches, whole or in part, when it begins."""
    return [
        una
        for una in filas
        if una.tipo == nueva.tipo
        and (una.concepto.startswith(nueva.concepto) or nueva.concepto.startswith(una.concepto))
        and una.desde <= nueva.desde
        and (una.hasta is None or nueva.desde <= una.hasta)
    ]


def por_que_no_cabe(nueva: Exigencia, filas: Iterable[Exigencia]) -> str:
    """Why the town may not ask that, "" when it may: what an article says itself (`norma`) is only made stricter."""
    if nueva.exige not in ESTRICTAS:
        return ""
    pide = ESTRICTAS.index(nueva.exige)
    for una in que_sustituye(nueva, filas):
        if una.certeza == NORMA and pide < ESTRICTAS.index(una.exige):
            return _("Lo que dice la norma (%(art)s) no se rebaja: exija lo mismo o más.") % {"art": una.articulo}
    return ""


def mensaje_de(
    exigencia: Exigencia, concepto: str, anio: int, pide: Decimal, clase: str, prueba: Acreditado | None
) -> str:
    """Why a proof is not enough for what it finances, "" when it is. `pide`: euros, with what others took of it; `clase`: compromiso, derecho or "" without one."""
    con = {"art": exigencia.articulo, "c": concepto}
    if exigencia.exige == NADA:
        return ""
    if exigencia.exige == NUNCA:
        return _("El concepto %(c)s no financia esta modificación (%(art)s).") % con
    if exigencia.exige == RECAUDADO and not clase:
        return ""  # it is asked of the whole concept
    if not clase:
        return {
            "compromiso": _("Diga qué compromiso firme o qué derecho acredita %(c)s (%(art)s)."),
            "derecho": _("Diga qué derecho reconocido acredita %(c)s (%(art)s)."),
            "cobro": _("Diga qué derecho cobrado acredita %(c)s (%(art)s)."),
        }[exigencia.exige] % con
    if prueba is None or (prueba.anio, prueba.concepto) != (anio, concepto):
        return _("Lo que acredita %(c)s no es de ese concepto y de este ejercicio.") % con
    if clase == "compromiso" and exigencia.exige != "compromiso":
        return _("Un compromiso no basta para %(c)s: hace falta el derecho reconocido (%(art)s).") % con
    de_cobro = exigencia.exige in ("cobro", RECAUDADO)
    vale = prueba.cobrado if de_cobro else prueba.vale
    if pide <= vale:
        return ""
    datos = {**con, "v": Importe(max(vale, Decimal(0))), "f": Importe(pide - vale)}
    if de_cobro:
        return _("De lo que acredita %(c)s se han cobrado %(v)s: faltan %(f)s (%(art)s).") % datos
    return _("Lo que acredita %(c)s vale %(v)s, con lo que ya financia: faltan %(f)s.") % datos
