"""What brings the accounts of a year to its end: annulled rights, results, and the budget in its two steps (Orden HAP/1781/2013, fifth part)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from consistorio.economia.contabilidad.tipos import Partida

CERO = Decimal(0)
Saldos = Mapping[str, Decimal]

# Each account of what was annulled or cancelled ends against the one of its rights with its last digit. 4339 ends against 437
_ANULADOS = (
    ("F010", ("4330", "4332"), "430"),
    ("F012", ("4380", "4381"), "430"),
    ("F013", ("4340", "4342", "4390", "4391", "4392"), "431"),
)
# What went straight to the equity ends in its heading: income (9) and expense (8) of each kind
_AL_PATRIMONIO = (
    (("940", "840"), "130"),
    (("941", "841"), "131"),
    (("942", "842"), "132"),
    (("900", "902", "800", "802", "891", "991", "993"), "133"),
    (("910", "911", "810", "811", "812"), "134"),
    (("920", "820", "821", "822", "823"), "136"),
)
RESULTADO = "129"
CREDITO_DISPONIBLE = "0030"


def de_derechos(saldos: Saldos) -> list[Partida]:
    """Annulled, refunded and cancelled rights leave the debt of who owes (F010-F013)."""
    partidas = [
        Partida(cuenta, deudores + cuenta[4], -saldo, regla)
        for regla, anulados, deudores in _ANULADOS
        for cuenta, saldo in sorted(saldos.items())
        if cuenta[:4] in anulados and len(cuenta) > 4 and saldo
    ]
    devueltos = saldos.get("437", CERO)
    return [*partidas, *([Partida("4339", "437", devueltos, "F011")] if devueltos else [])]


def al_patrimonio(saldos: Saldos) -> list[Partida]:
    """Groups 8 and 9 end in the headings of the equity (F014, F015)."""
    return [
        _a_cero(cuenta, saldo, destino, "F014" if cuenta[0] == "9" else "F015")
        for cuentas, destino in _AL_PATRIMONIO
        for cuenta, saldo in sorted(saldos.items())
        if cuenta.startswith(cuentas) and saldo
    ]


def del_resultado(saldos: Saldos) -> list[Partida]:
    """Groups 6 and 7 end in the result of the year (F017, F018)."""
    return [
        _a_cero(cuenta, saldo, RESULTADO, "F017" if cuenta[0] == "6" else "F018")
        for cuenta, saldo in sorted(saldos.items())
        if cuenta[0] in "67" and saldo
    ]


def del_presupuesto(saldos: Saldos, *, obligaciones: Decimal) -> list[Partida]:
    """The budget ends in its two steps, and group 0 at zero (X001-X005). `obligaciones`: net of the year, from the books of the budget.

    Account 005 is not charged when an obligation is recognised: all that was committed is there until now.
    """
    comprometido = -saldos.get("005", CERO)
    autorizado = -saldos.get("004", CERO)
    partidas = [
        partida
        for regla, importe in (("X001", obligaciones), ("X002", comprometido - obligaciones))
        if importe
        for partida in (
            Partida("005", "004", importe, regla),
            Partida("004", CREDITO_DISPONIBLE, importe, regla),
            Partida(CREDITO_DISPONIBLE, "000", importe, regla),
        )
    ]
    if autorizado:
        partidas += [
            Partida("004", CREDITO_DISPONIBLE, autorizado, "X003"),
            Partida(CREDITO_DISPONIBLE, "000", autorizado, "X003"),
        ]
    partidas += [
        Partida(cuenta, "000", -saldos[cuenta], "X004")
        for cuenta in (CREDITO_DISPONIBLE, "0031", "0032", "0033", "0034")
        if saldos.get(cuenta)
    ]
    previsiones = saldos.get("008", CERO)
    return [*partidas, *([Partida("000", "008", previsiones, "X005")] if previsiones else [])]


def de_apertura(finales: Saldos) -> dict[str, Decimal]:
    """The balances with which the next year opens: what was of the year's budget is of closed years, with no entry (Z002).

    Raises ValueError if anything that only lasts a year is still there: it was not regularised.
    """
    sobran = sorted(c for c, saldo in finales.items() if saldo and c[0] in "06789")
    if sobran:
        raise ValueError(", ".join(sobran))
    abiertos: dict[str, Decimal] = {}
    for cuenta, saldo in finales.items():
        if saldo:
            nueva = cuenta[:2] + "1" + cuenta[3:] if cuenta.startswith(("400", "430")) else cuenta
            abiertos[nueva] = abiertos.get(nueva, CERO) + saldo
    return {cuenta: saldo for cuenta, saldo in sorted(abiertos.items()) if saldo}


def sumar(saldos: Saldos, partidas: Iterable[Partida]) -> dict[str, Decimal]:
    """The balances after those."""
    despues = dict(saldos)
    for partida in partidas:
        despues[partida.debe] = despues.get(partida.debe, CERO) + partida.importe
        despues[partida.haber] = despues.get(partida.haber, CERO) - partida.importe
    return despues


def _a_cero(cuenta: str, saldo: Decimal, contra: str, regla: str) -> Partida:
    return Partida(contra, cuenta, saldo, regla) if saldo > 0 else Partida(cuenta, contra, -saldo, regla)
