"""Pure computation of the ledger: what an entry may be, its fingerprint, its negative, and how two sides are paired."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.tipos import CERO, AsientoNuevo, Partida
from consistorio.nucleo.errores import Problema

MAXIMO = Decimal("999999999999.99")
MAXIMO_APUNTES = 30_000
LARGO_TEXTO = 300
CLASES = frozenset({"apertura", "operacion", "regularizacion", "cierre_presupuesto", "cierre"})
AMBITOS = frozenset({"presupuesto", "tesoreria"})
_CODIGO = re.compile(r"[0-9]{3,12}")
_CENTIMO = Decimal("0.01")


def huella_de(partidas: Sequence[Partida]) -> str:
    """SHA-256 in hex of the rows of an entry: a line each with its place from 0, the two accounts, the amount with two decimals and its rule.
    PostgreSQL works out the same one (`comprobaciones`)."""
    lineas = (f"{n}|{p.debe}|{p.haber}|{p.importe:.2f}|{p.regla}\n" for n, p in enumerate(partidas))
    return hashlib.sha256("".join(lineas).encode()).hexdigest()


def negativo(partidas: Iterable[Partida]) -> tuple[Partida, ...]:
    """The same rows with the sign changed: how the chart annuls what it noted (Orden HAP/1781/2013, fifth part)."""
    return tuple(Partida(p.debe, p.haber, -p.importe, p.regla) for p in partidas)


def emparejar(debe: Mapping[str, Decimal], haber: Mapping[str, Decimal], *, regla: str = "") -> tuple[Partida, ...]:
    """Pair accounts to be charged with accounts to be paid, the largest first: for entries of many against many (opening, closing).

    Deterministic; as many rows as accounts minus one, at most. Amounts of zero are left out. Raises ValueError when the two sides do not add up to the
    same, or an amount is negative.
    """
    if any(importe < 0 for lado in (debe, haber) for importe in lado.values()):
        msg = "what is paired is not negative"
        raise ValueError(msg)
    if sum(debe.values(), CERO) != sum(haber.values(), CERO):
        msg = "the two sides do not add up to the same"
        raise ValueError(msg)
    unos, otros = _de_mayor_a_menor(debe), _de_mayor_a_menor(haber)
    partidas, i, j = [], 0, 0
    while i < len(unos) and j < len(otros):
        (cargada, falta), (abonada, queda) = unos[i], otros[j]
        parte = min(falta, queda)
        partidas.append(Partida(cargada, abonada, parte, regla))
        unos[i], otros[j] = (cargada, falta - parte), (abonada, queda - parte)
        i, j = i + (falta == parte), j + (queda == parte)
    return tuple(partidas)


def _de_mayor_a_menor(lado: Mapping[str, Decimal]) -> list[tuple[str, Decimal]]:
    return sorted(((cuenta, importe) for cuenta, importe in lado.items() if importe), key=lambda uno: (-uno[1], uno[0]))


def cumple(patron: str, cuenta: str) -> bool:
    """Whether an account is one of those that a pattern names: figures are those of the code, each `x` is one more figure, and splits of a code are it too.

    `6xx`: of three figures or more that begin with 6; `571`: 571 and whatever it is split in; `4330|4332`: one of the two.
    """
    return any(
        cuenta.startswith(uno.rstrip("x")) and len(cuenta) >= len(uno) and _CODIGO.fullmatch(cuenta) is not None
        for uno in patron.split("|")
        if uno
    )


def problemas_de(nuevos: Sequence[AsientoNuevo]) -> list[Problema]:
    """Everything for which some entries cannot be noted, without looking at the database. Of several, each problem says of which one it is."""
    problemas = []
    for n, nuevo in enumerate(nuevos, 1):
        cual = f"asientos.{n}" if len(nuevos) > 1 else ""
        problemas += [Problema(cual, mensaje) for mensaje in _de_uno(nuevo)]
    return problemas


def _de_uno(nuevo: AsientoNuevo) -> list[str]:
    hallados = []
    if not nuevo.texto.strip() or len(nuevo.texto) > LARGO_TEXTO:
        hallados.append(_("Escriba qué recoge el asiento, en %(n)d letras como mucho.") % {"n": LARGO_TEXTO})
    if nuevo.clase not in CLASES:
        hallados.append(_("«%(clase)s» no es una clase de asiento.") % {"clase": nuevo.clase})
    if nuevo.ambito not in AMBITOS:
        hallados.append(_("«%(ambito)s» no es un ámbito: es presupuesto o tesorería.") % {"ambito": nuevo.ambito})
    if not 1 <= len(nuevo.partidas) <= MAXIMO_APUNTES:
        hallados.append(_("Un asiento tiene de 1 a %(n)d apuntes.") % {"n": MAXIMO_APUNTES})
    for orden, partida in enumerate(nuevo.partidas, 1):
        hallados += [_("Apunte %(n)d: %(que)s") % {"n": orden, "que": mensaje} for mensaje in _de_partida(partida)]
    return hallados


def _de_partida(partida: Partida) -> list[str]:
    hallados = [
        _("«%(cuenta)s» no es una cuenta: tiene de 3 a 12 cifras.") % {"cuenta": cuenta}
        for cuenta in (partida.debe, partida.haber)
        if _CODIGO.fullmatch(cuenta) is None
    ]
    importe = partida.importe
    if not importe.is_finite() or not 0 < abs(importe) <= MAXIMO or importe != importe.quantize(_CENTIMO):
        hallados.append(_("el importe son euros y céntimos, y no puede ser cero."))
    return hallados
