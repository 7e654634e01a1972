"""The commands of a seed: mostly what an office does, and now and then what nobody may."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from .oraculo import CON_NEGATIVO, GASTO, INGRESO, SIGUE, Oraculo, Orden

# How often each is drawn; those that follow others need that there is one
PESOS = {
    "RC": 8,
    "A": 6,
    "A_RC": 10,
    "D": 14,
    "O": 16,
    "P": 16,
    "R": 16,
    "DV": 2,
    "O_DV": 2,
    "DR": 10,
    "I": 10,
    "AN": 2,
    "DEV": 2,
    "PDEV": 2,
    "INP": 3,
    "PNP": 2,
    "negativo": 8,
}
DE_MAS = 0.06  # how many ask for more than there is
VIVAS = 400  # how many lines of each kind are kept in sight, the newest


def ordenes(semilla: int, cuantas: int) -> Iterator[tuple[Orden, bool, Oraculo]]:
    """Each command, whether it has to be done, and the oracle after it."""
    azar, oraculo = Random(semilla), Oraculo()
    vivas: dict[str, list[int]] = {}
    for numero in range(1, cuantas + 1):
        orden = _sortear(azar, numero, oraculo, vivas)
        acepta = oraculo.acepta(orden)
        if acepta:
            oraculo.hacer(orden)
            if orden.corrige is None:
                clase = {"A_RC": "A", "O_DV": "O"}.get(orden.clase, orden.clase)
                vivas.setdefault(clase, []).append(numero)
        yield orden, acepta, oraculo


def _sortear(azar: Random, numero: int, oraculo: Oraculo, vivas: dict[str, list[int]]) -> Orden:
    while True:
        clase = azar.choices(list(PESOS), list(PESOS.values()))[0]
        orden = (
            _negativo(azar, numero, oraculo, vivas)
            if clase == "negativo"
            else _nueva(azar, numero, clase, oraculo, vivas)
        )
        if orden is not None:
            return orden


def _nueva(azar: Random, numero: int, clase: str, oraculo: Oraculo, vivas: dict[str, list[int]]) -> Orden | None:
    if clase not in SIGUE:
        codigos = ["FIANZAS"] if clase == "INP" else sorted(INGRESO) if clase == "DR" else sorted(GASTO)
        return Orden(numero, clase, azar.choice(codigos), azar.randint(1, 900_00 if azar.random() < 0.9 else 40_000_00))
    sobre = _una(azar, oraculo, vivas, SIGUE[clase])
    if sobre is None:
        return None
    aplica = None
    if clase == "O_DV":
        aplica = _una(azar, oraculo, vivas, "DV", codigo=oraculo.lineas[sobre].codigo)
        if aplica is None:
            return None
    tope = min(oraculo.lineas[n].saldo for n in (sobre, aplica) if n is not None)
    importe = _importe(azar, tope)
    descuento = azar.randint(1, importe - 1) if clase == "R" and importe > 1 and azar.random() < 0.2 else 0
    return Orden(numero, clase, oraculo.lineas[sobre].codigo, importe, sobre=sobre, aplica=aplica, descuento=descuento)


def _negativo(azar: Random, numero: int, oraculo: Oraculo, vivas: dict[str, list[int]]) -> Orden | None:
    clase = azar.choice(sorted(c for c in vivas if c in CON_NEGATIVO) or ["RC"])
    corrige = _una(azar, oraculo, vivas, clase)
    if corrige is None:
        return None
    linea = oraculo.lineas[corrige]
    if linea.descontado or linea.clase == "O_DV":
        return None  # a payment with what it kept, or what applied something pending, is corrected whole: another story
    return Orden(numero, linea.clase, linea.codigo, _importe(azar, linea.saldo), sobre=linea.sobre, corrige=corrige)


def _importe(azar: Random, tope: int) -> int:
    if azar.random() < DE_MAS:
        return tope + azar.randint(1, 100_00)
    return tope if azar.random() < 0.4 else azar.randint(1, tope)


def _una(azar: Random, oraculo: Oraculo, vivas: dict[str, list[int]], clase: str, codigo: str = "") -> int | None:
    """One of the newest of a kind that have something left."""
    suyas = vivas.get(clase, [])
    con_saldo = [n for n in suyas[-VIVAS:] if oraculo.lineas[n].saldo > 0]
    vivas[clase] = con_saldo if len(suyas) > 2 * VIVAS else suyas
    elegibles = [n for n in con_saldo if not codigo or oraculo.lineas[n].codigo == codigo]
    return azar.choice(elegibles) if elegibles else None
