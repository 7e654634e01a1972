"""What the loaded operations add up to, before any is written. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from consistorio.economia.carga.filas import CERO, Futuro, Gasto, Ingreso
from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.reglas import acreedor, deudor

VARIOS: Final = "VARIOS"
FASES: Final = {"A": "autorizado", "D": "dispuesto", "O": "obligado", "P": "ordenado", "R": "pagado"}
_QUITAN: Final = ("AN", "APL", "INS", "ESP")
DelAnio = Gasto | Ingreso
Linea = DelAnio | Futuro
Sumas = Mapping[str, Mapping[str, Decimal]]


def nombre(linea: Linea) -> str:
    """How a line is told apart: `A-7/2`."""
    return f"{linea.operacion}/{linea.linea}"


def clase(linea: Linea) -> str:
    """Its class of operation."""
    return linea.clase if isinstance(linea, Ingreso) else linea.fase


def codigo(linea: Linea) -> str:
    """Its application, with its year when it is a later one, or its concept."""
    if isinstance(linea, Futuro):
        return f"{linea.anio} {linea.aplicacion}"
    return linea.concepto if isinstance(linea, Ingreso) else linea.aplicacion


def origenes(lineas: Sequence[Linea]) -> dict[str, str]:
    """Line -> line that it follows, by name; one that is not found is missing. `A-7` names the line of the same code, when that operation has several."""
    por_operacion: defaultdict[str, list[Linea]] = defaultdict(list)
    for linea in lineas:
        por_operacion[linea.operacion].append(linea)
    siguen = {}
    for linea in lineas:
        cual, _barra, numero = linea.sigue_a.partition("/")
        suyas = [una for una in por_operacion.get(cual, ()) if numero in ("", str(una.linea))]
        mismas = [una for una in suyas if codigo(una) == codigo(linea)]
        if len(mismas) == 1:
            siguen[nombre(linea)] = nombre(mismas[0])
    return siguen


def saldos(lineas: Sequence[Linea]) -> dict[str, Decimal]:
    """What each line leaves: its amount less what follows it."""
    quedan = {nombre(linea): linea.importe for linea in lineas}
    siguen = origenes(lineas)
    for linea in lineas:
        de = siguen.get(nombre(linea))
        if de is not None:
            quedan[de] -= linea.importe
    return quedan


def por_aplicacion(lineas: Sequence[Gasto]) -> Sumas:
    """Application -> counter -> euros."""
    sumas: defaultdict[str, defaultdict[str, Decimal]] = defaultdict(lambda: defaultdict(lambda: CERO))
    siguen = origenes(lineas)
    for linea in lineas:
        suya = sumas[linea.aplicacion]
        if clases.retiene(linea.fase):
            suya["retenido"] += linea.importe
        elif clases.es_de_fases(linea.fase):
            for fase in linea.fase:
                suya[FASES[fase]] += linea.importe
            if linea.fase[0] == "A" and nombre(linea) in siguen:
                suya["retenido"] -= linea.importe
        elif linea.fase == "ND":
            suya["no_disponible"] += linea.importe
            if nombre(linea) in siguen:
                suya["retenido"] -= linea.importe
    return sumas


def por_concepto(lineas: Sequence[Ingreso]) -> Sumas:
    """Concept -> counter -> euros."""
    sumas: defaultdict[str, defaultdict[str, Decimal]] = defaultdict(lambda: defaultdict(lambda: CERO))
    for linea in lineas:
        suya = sumas[linea.concepto]
        if linea.clase in ("DR", "DRI", "DRA"):
            suya["derechos_netos"] += linea.importe
        if linea.clase in ("I", "DRI"):
            suya["recaudacion_neta"] += linea.importe
        if linea.clase in _QUITAN:
            suya["derechos_netos"] -= linea.importe
        if linea.clase == "PDEV":
            suya["derechos_netos"] -= linea.importe
            suya["recaudacion_neta"] -= linea.importe
    for suya in sumas.values():
        suya["pendiente"] = suya["derechos_netos"] - suya["recaudacion_neta"]
    return sumas


def por_tercero(lineas: Iterable[Linea], anio: int) -> dict[tuple[str, int, str], Decimal]:
    """What is owed or to be collected of the year: account of three figures, year and NIF -> euros. A payment is of who its obligation was."""
    todas = list(lineas)
    quedan, siguen = saldos(todas), origenes(todas)
    por_nombre = {nombre(linea): linea for linea in todas}
    sumas: defaultdict[tuple[str, int, str], Decimal] = defaultdict(lambda: CERO)
    for linea in todas:
        debe = isinstance(linea, Gasto) and clases.es_de_fases(linea.fase) and linea.fase[-1] in "OP"
        cobra = isinstance(linea, Ingreso) and linea.clase in ("DR", "DRA")
        if not (debe or cobra) or not quedan[nombre(linea)]:
            continue
        cuenta = acreedor(codigo(linea).rpartition(".")[2]) if debe else deudor(codigo(linea))
        sumas[cuenta[:3], anio, quien(linea, por_nombre, siguen)] += quedan[nombre(linea)]
    return dict(sumas)


def pagado(lineas: Sequence[Gasto]) -> dict[str, Decimal]:
    """What was paid of each operation that recognises an obligation: operation -> euros."""
    siguen, por_nombre = origenes(lineas), {nombre(linea): linea for linea in lineas}
    sumas: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    for linea in lineas:
        una, vistas = linea, set[str]()
        while "O" not in una.fase and nombre(una) in siguen and nombre(una) not in vistas:
            vistas.add(nombre(una))
            una = por_nombre[siguen[nombre(una)]]
        if clases.es_de_fases(linea.fase) and linea.fase.endswith("R") and "O" in una.fase:
            sumas[una.operacion] += linea.importe
    return dict(sumas)


def fondo(linea: Gasto, por_nombre: Mapping[str, Linea], siguen: Mapping[str, str]) -> str:
    """The fund of the obligation that it is or pays."""
    vistas = set[str]()
    una: Linea = linea
    while isinstance(una, Gasto) and not una.fondo and nombre(una) in siguen and nombre(una) not in vistas:
        vistas.add(nombre(una))
        una = por_nombre[siguen[nombre(una)]]
    return una.fondo if isinstance(una, Gasto) else ""


def quien(linea: Linea, por_nombre: Mapping[str, Linea], siguen: Mapping[str, str]) -> str:
    """Its third party, or that of what it follows; nothing when they are several."""
    vistas = set[str]()
    while not linea.tercero and nombre(linea) in siguen and nombre(linea) not in vistas:
        vistas.add(nombre(linea))
        linea = por_nombre[siguen[nombre(linea)]]
    return "" if linea.tercero.upper() == VARIOS else linea.tercero.upper()
