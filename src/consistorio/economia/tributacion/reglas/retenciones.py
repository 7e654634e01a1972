"""The boxes of models 111 and 115, and who received what (models 190 and 180)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.economia.tributacion.tipos import Casilla
from consistorio.nucleo.dato import dato

CERO: Final = Decimal("0.00")
# Group of the key -> what it is, and the first box of what is paid in money and of what is paid in kind (model 111)
GRUPOS: Final = (
    ("trabajo", gettext_lazy("Rendimientos del trabajo"), 1, 4),
    ("actividades", gettext_lazy("Rendimientos de actividades económicas"), 7, 10),
    ("premios", gettext_lazy("Premios"), 13, 16),
    ("forestales", gettext_lazy("Ganancias de aprovechamientos forestales"), 19, 22),
    ("imagen", gettext_lazy("Cesión de derechos de imagen"), 25, 25),
)


@dato
class Percibido:
    """A perception as the models count it, signed: one that was undone counts negative. `fila`: its key."""

    fila: str
    persona: str
    clave: str
    subclave: str
    grupo: str
    en_especie: bool
    base: Decimal
    retencion: Decimal


def casillas_111(percibidas: Sequence[Percibido]) -> tuple[Casilla, ...]:
    """Boxes 01 to 30: of each group how many received, how much, and what was withheld; 28 their sum, 30 what is paid in."""
    casillas = list[Casilla]()
    for grupo, nombre, dinero, especie in GRUPOS:
        for primera, en_especie in ((dinero, False), (especie, True)) if dinero != especie else ((dinero, None),):
            suyas = [
                uno for uno in percibidas if uno.grupo == grupo and (en_especie is None or uno.en_especie == en_especie)
            ]
            como = _("en especie") if en_especie else _("dinerarios")
            casillas += _tres(primera, f"{nombre}, {como}" if en_especie is not None else str(nombre), suyas)
    total = sum((uno.retencion for uno in percibidas), CERO)
    todas = tuple(uno.fila for uno in percibidas)
    return (
        *casillas,
        Casilla("28", _("Suma de retenciones e ingresos a cuenta"), total, True, todas),
        Casilla("29", _("A deducir, solo en una complementaria"), CERO),
        Casilla("30", _("Resultado a ingresar"), total, True, todas),
    )


def casillas_115(percibidas: Sequence[Percibido]) -> tuple[Casilla, ...]:
    """Boxes 01 to 05: rents of urban property."""
    total = sum((uno.retencion for uno in percibidas), CERO)
    todas = tuple(uno.fila for uno in percibidas)
    return (
        *_tres(1, _("Arrendamientos"), percibidas),
        Casilla("04", _("A deducir, solo en una complementaria"), CERO),
        Casilla("05", _("Resultado a ingresar"), total, True, todas),
    )


@dato
class Perceptor:
    """Who received, in a year, under a key. In euros."""

    persona: str
    clave: str
    subclave: str
    en_especie: bool
    base: Decimal
    retencion: Decimal
    filas: tuple[str, ...]


def por_perceptor(percibidas: Sequence[Percibido]) -> tuple[Perceptor, ...]:
    """Each person under each key, added up; those that come to nothing, because they were undone, are left out."""
    grupos: dict[tuple[str, str, str, bool], list[Percibido]] = {}
    for uno in percibidas:
        grupos.setdefault((uno.persona, uno.clave, uno.subclave, uno.en_especie), []).append(uno)
    perceptores = (
        Perceptor(
            *clave,
            base=sum((u.base for u in suyas), CERO),
            retencion=sum((u.retencion for u in suyas), CERO),
            filas=tuple(u.fila for u in suyas),
        )
        for clave, suyas in sorted(grupos.items())
    )
    return tuple(uno for uno in perceptores if uno.base or uno.retencion)


def casillas_anuales(perceptores: Sequence[Perceptor]) -> tuple[Casilla, ...]:
    """Boxes 01 to 03 of models 190 and 180."""
    todas = tuple(fila for uno in perceptores for fila in uno.filas)
    return (
        Casilla("01", _("Número de perceptores"), Decimal(len(perceptores)), False, todas),
        Casilla("02", _("Importe de las percepciones"), sum((u.base for u in perceptores), CERO), True, todas),
        Casilla(
            "03",
            _("Importe de las retenciones e ingresos a cuenta"),
            sum((u.retencion for u in perceptores), CERO),
            True,
            todas,
        ),
    )


def _tres(primera: int, nombre: str, suyas: Sequence[Percibido]) -> list[Casilla]:
    filas = tuple(uno.fila for uno in suyas)
    return [
        Casilla(f"{primera:02d}", _("%(que)s: perceptores") % {"que": nombre}, _personas(suyas), False, filas),
        Casilla(
            f"{primera + 1:02d}",
            _("%(que)s: percepciones") % {"que": nombre},
            sum((u.base for u in suyas), CERO),
            True,
            filas,
        ),
        Casilla(
            f"{primera + 2:02d}",
            _("%(que)s: retenciones") % {"que": nombre},
            sum((u.retencion for u in suyas), CERO),
            True,
            filas,
        ),
    ]


def _personas(suyas: Sequence[Percibido]) -> Decimal:
    """How many received something, once what was undone is taken away."""
    netos: dict[str, tuple[Decimal, Decimal]] = {}
    for uno in suyas:
        base, retencion = netos.get(uno.persona, (CERO, CERO))
        netos[uno.persona] = base + uno.base, retencion + uno.retencion
    return Decimal(sum(1 for neto in netos.values() if any(neto)))
