"""`recorrido`: plays a story in a throwaway town, through the real pages, and leaves its papers in a folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from consistorio.cli.recorrido.escenario import pueblo_de_usar_y_tirar
from consistorio.cli.recorrido.navegador import EsperaAgotada, PasoFallido
from consistorio.cli.salida import HECHO, MAL_USO, NO, NO_SE_PUDO, aviso, resultado_json

if TYPE_CHECKING:
    from consistorio.cli.recorrido.relato import Relato

POR_DEFECTO = "concesion"


def configurar(analizador: argparse.ArgumentParser) -> None:
    """Options."""
    analizador.add_argument(
        "carpeta",
        type=Path,
        nargs="?",
        metavar="DIR",
        help="carpeta nueva o vacía donde dejar el resultado; sin ella, la historia se cuenta y no deja papeles",
    )
    analizador.add_argument(
        "--entrada",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="F",
        help="ficheros que la persona aporta",
    )
    analizador.add_argument("--historia", default=POR_DEFECTO, metavar="NOMBRE", help="por defecto, concesion")
    analizador.add_argument(
        "--informe",
        type=Path,
        metavar="F.json",
        help="escribe ahí cada cosa que la historia comprueba: qué se esperaba y qué hay",
    )
    analizador.add_argument("--json", action="store_true", help="escribe el resumen en la salida")


def ejecutar(args: argparse.Namespace) -> int:
    """Play the story. 1 when a step fails, with the step and what its page said, or something is not as it expected; 2 with a folder or a
    story that cannot be; 3 when something was waited for and did not come."""
    carpeta = args.carpeta.absolute() if args.carpeta else None
    if carpeta is not None and carpeta.exists() and (not carpeta.is_dir() or any(carpeta.iterdir())):
        aviso(f"«{args.carpeta}» no está vacía. Indique una carpeta nueva o vacía.")
        return MAL_USO
    if args.informe is not None and not args.informe.absolute().parent.is_dir():
        aviso(f"No existe la carpeta en la que dejar «{args.informe}».")
        return MAL_USO
    faltan = [str(f) for f in args.entrada if not f.is_file()]
    if faltan:
        aviso(f"No se encuentran estos ficheros: {', '.join(faltan)}")
        return MAL_USO
    with pueblo_de_usar_y_tirar() as escenario:
        # These read models: only now is Django ready
        from consistorio.cli.recorrido.entrega import entregar, escribir_json
        from consistorio.cli.recorrido.historias import COMIENZOS, HISTORIAS
        from consistorio.cli.recorrido.relato import Relato, primer_domingo

        if args.historia not in HISTORIAS:
            aviso(f"No existe la historia «{args.historia}». Hay: {', '.join(sorted(HISTORIAS))}.")
            return MAL_USO
        relato = Relato(
            escenario,
            entradas=tuple(f.absolute() for f in args.entrada),
            avisar=aviso,
            inicio=COMIENZOS.get(args.historia) or primer_domingo(),
        )
        resumen: dict[str, object] = {}
        try:
            HISTORIAS[args.historia](relato)
            if carpeta is not None:
                carpeta.mkdir(parents=True, exist_ok=True)
                resumen = entregar(relato, carpeta, historia=args.historia, conexion=escenario.conexion)
        except PasoFallido as error:
            aviso(f"La historia se ha parado en {error}")
            return codigo_de(error)
        finally:
            if args.informe is not None:
                escribir_json(args.informe, relato.informe(args.historia))
    return _decir(args, relato, resumen)


def _decir(args: argparse.Namespace, relato: Relato, resumen: dict[str, object]) -> int:
    """What is said at the end, and how the command ends."""
    if args.json:
        resultado_json(resumen or relato.informe(args.historia))
    elif args.carpeta:
        expediente = resumen["expediente"]
        numero = expediente["numero"] if isinstance(expediente, dict) else ""
        aviso(f"Expediente {numero}. Todo está en {args.carpeta}.")
    malas = [una for una in relato.comprobaciones if not una.bien]
    if relato.comprobaciones and not malas:
        aviso(f"Comprobado, y todo como se esperaba: {len(relato.comprobaciones)} cosas.")
    for mala in malas:
        aviso(mala.en_palabras())
    return NO if malas else HECHO


def codigo_de(error: PasoFallido) -> int:
    """How the command ends: a page that says no is a no; what was waited for in vain could not be done."""
    return NO_SE_PUDO if isinstance(error, EsperaAgotada) else NO
