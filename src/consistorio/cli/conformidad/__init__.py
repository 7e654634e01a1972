"""`conformidad`: what `recorrido` left, judged by the reference validators of the field (veraPDF, DSS)."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from consistorio.cli.conformidad.piezas import NoEsUnaEntrega, Pieza, listas_de, piezas_de, raices_de
from consistorio.cli.conformidad.taller import Dictamen, RutaImposible, SinJueces, juzgar, preparar
from consistorio.cli.salida import HECHO, MAL_USO, NO, NO_SE_PUDO, aviso, resultado_json

_NIVELES = ("", "B", "T", "LT", "LTA")
JUECES = ("verapdf", "dss")


def configurar(analizador: argparse.ArgumentParser) -> None:
    """Options."""
    analizador.add_argument("carpeta", type=Path, nargs="?", metavar="DIR", help="carpeta que dejó «recorrido»")
    analizador.add_argument("--solo", choices=JUECES, help="un solo validador")
    analizador.add_argument("--preparar", action="store_true", help="construye los validadores y nada más")
    analizador.add_argument("--json", action="store_true", help="el resultado, como un objeto JSON")


def ejecutar(args: argparse.Namespace) -> int:
    """Judge. 0: all conforms; 1: something does not, and what; 3: the judges cannot run, and nothing is known to be wrong."""
    if args.carpeta is None and not args.preparar:
        aviso("Indique la carpeta que dejó «recorrido».")
        return MAL_USO
    if args.carpeta is not None and not args.carpeta.is_dir():
        aviso(f"No existe la carpeta «{args.carpeta}».")
        return MAL_USO
    try:
        if args.preparar:
            preparar()
            aviso("Los validadores están preparados.")
        if args.carpeta is None:
            return HECHO
        with tempfile.TemporaryDirectory(prefix="conformidad-") as trabajo:
            carpeta = args.carpeta.absolute()
            piezas = [p for p in piezas_de(carpeta, Path(trabajo)) if args.solo in (None, juez_de(p))]
            try:
                dictamenes = juzgar([p.peticion for p in piezas], raices=raices_de(carpeta), listas=listas_de(carpeta))
            except SinJueces as error:
                return _sin_jueces(error, piezas, como_json=args.json)
    except NoEsUnaEntrega as error:
        aviso(f"«{args.carpeta}» no es lo que deja «recorrido»: {error}.")
        return NO
    except RutaImposible as error:
        aviso(f"No se puede juzgar «{args.carpeta}»: {error}.")
        return MAL_USO
    except SinJueces as error:
        return _sin_jueces(error, (), como_json=args.json)
    return _contar(piezas, dictamenes, como_json=args.json)


def _sin_jueces(error: SinJueces, piezas: Sequence[Pieza], *, como_json: bool) -> int:
    """Nobody can judge; what is wrong without asking anybody is wrong all the same."""
    faltas = dict.fromkeys(f"{p.nombre}: {p.falta}" for p in piezas if p.falta)
    for falta in faltas:
        aviso(f"NO CONFORME  {falta}")
    if como_json:
        aviso(f"NOT RUN: {error}")
        resultado_json({"conforme": False if faltas else None, "no_ejecutado": str(error), "faltas": list(faltas)})
    else:
        print(f"NOT RUN: {error}")
    aviso(f"Para poder: {error.que_hacer}")
    return NO if faltas else NO_SE_PUDO


def juez_de(pieza: Pieza) -> str:
    """Who judges it."""
    return "verapdf" if pieza.peticion.norma else "dss"


def reparos(pieza: Pieza, dictamen: Dictamen) -> list[str]:
    """Why it does not conform to what is claimed; nothing when it does."""
    malos = [pieza.falta] if pieza.falta else []
    if dictamen.resultado != "PASS":
        que = [f"{f.indicacion} {f.subindicacion}".strip() for f in dictamen.firmas]
        malos += [*que, *dictamen.motivos] or ["no lleva ninguna firma"]
    if juez_de(pieza) == "dss" and dictamen.firmas:
        if len(dictamen.firmas) < pieza.firmas:
            malos.append(f"se dicen {pieza.firmas} firmas y hay {len(dictamen.firmas)}")
        bajo = min((nivel_de(f.nivel) for f in dictamen.firmas), key=_NIVELES.index)
        if _NIVELES.index(bajo) < _NIVELES.index(pieza.nivel):
            malos.append(f"se dice nivel {pieza.nivel} y es {bajo or 'ninguno'}")
    return malos


def nivel_de(formato: str) -> str:
    """B, T, LT or LTA out of DSS's name of a format; "" for one that is no baseline."""
    familia, _, nivel = formato.partition("-BASELINE-")
    return nivel if familia and nivel in _NIVELES else ""


def _contar(piezas: Sequence[Pieza], dictamenes: Sequence[Dictamen], *, como_json: bool) -> int:
    filas = [(p, d, reparos(p, d)) for p, d in zip(piezas, dictamenes, strict=True)]
    malas = [fila for fila in filas if fila[2] and not fila[0].libre]
    if como_json:
        resultado_json(
            {
                "conforme": not malas,
                "juicios": [
                    {
                        "que": p.nombre,
                        "juez": juez_de(p),
                        "norma": p.peticion.norma,
                        "conforme": not r,
                        "exigido": not p.libre,
                        "reparos": r,
                        "firmas": [
                            {"indicacion": f.indicacion, "nivel": f.nivel, "firmante": f.firmante} for f in d.firmas
                        ],
                    }
                    for p, d, r in filas
                ],
            }
        )
        return NO if malas else HECHO
    for pieza, dictamen, malos in filas:
        que = _norma(pieza.peticion.norma) or ", ".join(dict.fromkeys(f.nivel or "sello" for f in dictamen.firmas))
        print(f"{_palabra(pieza, malos):12} {juez_de(pieza):8} {pieza.nombre:28} {que}")
        for reparo in malos:
            print(f"{'':12} {reparo}")
    print(f"Juicios: {len(filas)}. No conformes: {len(malas)}.")
    return NO if malas else HECHO


def _palabra(pieza: Pieza, malos: Sequence[str]) -> str:
    if not malos:
        return "conforme"
    return "no se exige" if pieza.libre else "NO CONFORME"


def _norma(norma: str) -> str:
    if norma.startswith("ua"):
        return f"PDF/UA-{norma[2:]}"
    return f"PDF/A-{norma}" if norma else ""
