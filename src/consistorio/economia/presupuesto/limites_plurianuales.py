"""How far what is committed of later years may go (TRLRHL 174; RD 500/1990 arts. 79-88). Pure; its figures are dated data (`datos/plurianuales.csv`)."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.tipos import Importe

FICHERO: Final = Path(__file__).parent / "datos" / "plurianuales.csv"
CENTIMO: Final = Decimal("0.01")


@dato
class Supuesto:
    """A case of TRLRHL 174.2 while it is in force. `capitulos`: how its economic codes begin; `ejercicios`: how many later years, None without a limit;
    `porcentajes`: of the initial credit, one for each later year, none without a limit; `elevan`: who may raise them."""

    codigo: str
    denominacion: str
    capitulos: tuple[str, ...]
    ejercicios: int | None
    porcentajes: tuple[int, ...]
    elevan: tuple[str, ...]
    articulo: str
    desde: date
    hasta: date | None


@cache
def supuestos() -> tuple[Supuesto, ...]:
    """All of them, as the data say."""
    lineas = [linea for linea in FICHERO.read_text("utf-8").splitlines() if not linea.startswith("#")]
    return tuple(
        Supuesto(
            fila["supuesto"],
            fila["denominacion"],
            tuple(fila["capitulos"].split()),
            int(fila["ejercicios"]) if fila["ejercicios"] else None,
            tuple(int(uno) for uno in fila["porcentajes"].split()),
            tuple(fila["elevan"].split()),
            fila["articulo"],
            date.fromisoformat(fila["desde"]),
            date.fromisoformat(fila["hasta"]) if fila["hasta"] else None,
        )
        for fila in csv.DictReader(lineas)
    )


def supuesto_de(codigo: str, *, en: date) -> Supuesto:
    """That of a code on a day. Raises DatosIncorrectos (there is none)."""
    for uno in supuestos():
        if uno.codigo == codigo and uno.desde <= en and (uno.hasta is None or en <= uno.hasta):
            return uno
    nombres = ", ".join(sorted({uno.codigo for uno in supuestos()}))
    mensaje = _("«%(c)s» no es un caso de gasto plurianual. Elija uno: %(n)s.") % {"c": codigo, "n": nombres}
    raise DatosIncorrectos(mensaje, problemas=[Problema("supuesto", mensaje)])


@dato
class Anualidad:
    """A later year in an application or its bolsa, in euros: `inicial`, the credit on which percentages are reckoned; `comprometido`, what was noted of it before and what
    is asked now; `elevado`: the limit that the Pleno or the bases put, if they did."""

    anio: int
    codigo: str
    inicial: Decimal
    comprometido: Decimal
    elevado: Decimal | None = None


def maximo(supuesto: Supuesto, una: Anualidad, *, ejercicio: int, anticipada: bool) -> Decimal | None:
    """How much may be committed of that year, in euros, cents down; None without a limit. Percentages are of the credit of the year in which it is committed: what is
    processed early has none."""
    if una.elevado is not None:
        return una.elevado
    primero = ejercicio + (1 if anticipada else 0)
    lugar = una.anio - primero
    if supuesto.ejercicios is not None and lugar > supuesto.ejercicios:
        return Decimal(0)
    if not supuesto.porcentajes or anticipada:
        return None
    porcentaje = supuesto.porcentajes[min(lugar, len(supuesto.porcentajes)) - 1]
    return (una.inicial * porcentaje / 100).quantize(CENTIMO, ROUND_DOWN)


def problemas_de(
    supuesto: Supuesto, anualidades: Sequence[Anualidad], *, ejercicio: int, anticipada: bool
) -> list[Problema]:
    """Every later year that goes beyond its limit, with how much fits and who may raise it."""
    problemas = []
    for n, una in enumerate(anualidades):
        tope = maximo(supuesto, una, ejercicio=ejercicio, anticipada=anticipada)
        if tope is None or una.comprometido <= tope:
            continue
        datos = {"c": una.codigo, "a": una.anio, "t": Importe(tope), "s": Importe(una.comprometido - tope)}
        if not tope:
            mensaje = _("%(c)s, %(a)d: pasa de los ejercicios a los que puede llegar (%(art)s).")
        else:
            mensaje = _("%(c)s, %(a)d: el límite es %(t)s y se pasa en %(s)s (%(art)s).")
        dicho = mensaje % {**datos, "art": supuesto.articulo}
        if "pleno" in supuesto.elevan:
            dicho += " " + _("Lo puede elevar el Pleno.")
        problemas.append(Problema(f"lineas.{n}", dicho))
    return problemas
