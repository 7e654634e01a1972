"""The commands of a seed: mostly what an office does, and now and then what nobody may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from .control import COMPROMETEN, DEVUELTO, EXENCIONES, FAVORABLE, GESTOR, INTERVENTORA
from .oraculo import CON_NEGATIVO, GASTO, GENERA, INGRESO, SIGUE, Oraculo
from .ordenes import Exencion, Orden

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
    "IP": 4,
    "TR": 1,
    "GE": 3,
    "negativo": 8,
}
DE_MAS = 0.06  # how many ask for more than there is
SIN_FISCALIZAR = 0.2  # how many are noted by who does not fiscalise
COMPENSADAS = 0.15  # how many payments are compensated with a right, which the next command collects
VIVAS = 400  # how many lines of each kind are kept in sight, the newest


def ordenes(semilla: int, cuantas: int) -> Iterator[tuple[Orden, bool, Oraculo]]:
    """Each command, whether it has to be done, and the oracle after it."""
    azar, oraculo = Random(semilla), Oraculo()
    vivas: dict[str, list[int]] = {}
    for numero in range(1, cuantas + 1):
        orden = _compensacion(numero, oraculo, vivas) or _sortear(azar, numero, oraculo, vivas)
        if orden.clase == "R" and numero < cuantas and azar.random() < COMPENSADAS:
            orden = _compensada(orden, oraculo, vivas)
        acepta = oraculo.acepta(orden)
        if acepta:
            oraculo.hacer(orden)
            if orden.corrige is None and orden.clase not in ("IP", "TR", "GE"):
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
    quien = GESTOR if azar.random() < SIN_FISCALIZAR else INTERVENTORA
    if clase == "IP":
        return _resultado(azar, numero, oraculo, vivas)
    if clase == "TR":
        de, codigo = azar.sample(sorted(GASTO), 2)
        return Orden(numero, clase, codigo, azar.randint(1, 2_000_00), quien, de=de)
    if clase not in SIGUE:
        codigos = ["FIANZAS"] if clase == "INP" else sorted(INGRESO) if clase == "DR" else sorted(GASTO)
        importe = azar.randint(1, 900_00 if azar.random() < 0.9 else 40_000_00)
        orden = Orden(numero, clase, azar.choice(codigos), importe, quien)
        return replace(orden, exencion=_exencion(azar, orden, vivas))
    genera = clase == "GE" and azar.random() < 0.9
    sobre = _una(azar, oraculo, vivas, SIGUE[clase], codigo=GENERA if genera else "")
    if sobre is None:
        return None
    if clase == "GE":
        importe = _importe(azar, max(oraculo.acreditado[sobre], 1))
        return Orden(numero, clase, azar.choice(sorted(GASTO)), importe, quien, sobre=sobre)
    codigo, aplica = oraculo.lineas[sobre].orden.codigo, None
    if clase == "O_DV":
        aplica = _una(azar, oraculo, vivas, "DV", codigo=codigo)
        if aplica is None:
            return None
    tope = min(oraculo.lineas[n].saldo for n in (sobre, aplica) if n is not None)
    orden = Orden(numero, clase, codigo, _importe(azar, tope), quien, sobre=sobre, aplica=aplica)
    if clase == "R" and orden.importe > 1 and azar.random() < 0.2:
        return replace(orden, descuento=azar.randint(1, orden.importe - 1))
    return replace(orden, exencion=_exencion(azar, orden, vivas))


def _compensada(orden: Orden, oraculo: Oraculo, vivas: dict[str, list[int]]) -> Orden:
    """A payment for which no money leaves, if some right is as much."""
    if orden.corrige is not None or orden.descuento or _derecho_de(orden.importe, oraculo, vivas) is None:
        return orden
    return replace(orden, compensa=True)


def _compensacion(numero: int, oraculo: Oraculo, vivas: dict[str, list[int]]) -> Orden | None:
    """What collects a right with what was paid without money."""
    importe = oraculo.por_compensar()
    sobre = _derecho_de(importe, oraculo, vivas) if importe else None
    if sobre is None:
        return None
    return Orden(numero, "I", oraculo.lineas[sobre].orden.codigo, importe, GESTOR, sobre=sobre, compensa=True)


def _derecho_de(importe: int, oraculo: Oraculo, vivas: dict[str, list[int]]) -> int | None:
    """The newest right of which at least that is to be collected."""
    return next((n for n in reversed(vivas.get("DR", [])[-VIVAS:]) if oraculo.lineas[n].saldo >= importe), None)


def _resultado(azar: Random, numero: int, oraculo: Oraculo, vivas: dict[str, list[int]]) -> Orden | None:
    """What Intervención finds of the payment of an obligation that has no result that stands."""
    sobre = _una(azar, oraculo, vivas, "O")
    if sobre is None or sobre in oraculo.controles.resultados:
        return None
    suya = oraculo.lineas[sobre].orden
    resultado = DEVUELTO if azar.random() < 0.15 else FAVORABLE
    return Orden(numero, "IP", suya.codigo, suya.importe, INTERVENTORA, sobre=sobre, resultado=resultado)


def _exencion(azar: Random, orden: Orden, vivas: dict[str, list[int]]) -> Exencion | None:
    """Why it is said that what it commits is exempt, if it is: it need not be true."""
    if orden.clase not in COMPROMETEN or azar.random() < (0.2 if orden.quien == GESTOR else 0.95):
        return None
    clase, sin_iva = azar.choice(EXENCIONES), None
    if azar.random() < 0.4:
        sin_iva = azar.choice((orden.importe * 100 // 121, orden.importe, orden.importe * 2 // 3)) or None
    if clase == "tracto_sucesivo":
        anteriores = vivas.get(azar.choice("AADDO"), [])[-VIVAS:]  # what nothing is left of too: it may be annulled
        return Exencion(clase, primera=azar.choice(anteriores) if anteriores else None, sin_iva=sin_iva)
    return Exencion(clase, "Fondo de personal" if clase == "caja_fija" and azar.random() < 0.8 else "", sin_iva=sin_iva)


def _negativo(azar: Random, numero: int, oraculo: Oraculo, vivas: dict[str, list[int]]) -> Orden | None:
    clase = azar.choice(sorted(c for c in vivas if c in CON_NEGATIVO) or ["RC"])
    corrige = _una(azar, oraculo, vivas, clase)
    if corrige is None:
        return None
    suya, importe = oraculo.lineas[corrige].orden, _importe(azar, oraculo.lineas[corrige].saldo)
    if suya.descuento or suya.compensa or suya.clase == "O_DV":
        return None  # a payment with what it kept or was compensated, or what applied something pending, is corrected whole: another story
    quien = GESTOR if azar.random() < SIN_FISCALIZAR else INTERVENTORA
    return Orden(numero, suya.clase, suya.codigo, importe, quien, sobre=suya.sobre, corrige=corrige)


def _importe(azar: Random, tope: int) -> int:
    if azar.random() < DE_MAS:
        return tope + azar.randint(1, 100_00)
    return tope if azar.random() < 0.4 else azar.randint(1, tope)


def _una(azar: Random, oraculo: Oraculo, vivas: dict[str, list[int]], clase: str, codigo: str = "") -> int | None:
    """One of the newest of a kind that have something left."""
    suyas = vivas.get(clase, [])
    con_saldo = [n for n in suyas[-VIVAS:] if oraculo.lineas[n].saldo > 0]
    vivas[clase] = con_saldo if len(suyas) > 2 * VIVAS else suyas
    elegibles = [n for n in con_saldo if not codigo or oraculo.lineas[n].orden.codigo == codigo]
    return azar.choice(elegibles) if elegibles else None
