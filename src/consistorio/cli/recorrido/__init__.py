"""`recorrido`: plays a story in a throwaway town, through the real pages, and leaves its papers in a folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from consistorio.cli.recorrido.escenario import pueblo_de_usar_y_tirar
from consistorio.cli.recorrido.navegador import EsperaAgotada, PasoFallido
from consistorio.cli.salida import HECHO, MAL_USO, NO, NO_SE_PUDO, aviso, resultado_json

POR_DEFECTO = "concesion"


def configurar(analizador: argparse.ArgumentParser) -> None:
    """Options."""
    analizador.add_argument("carpeta", type=Path, metavar="DIR", help="carpeta nueva o vacía donde dejar el resultado")
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
    analizador.add_argument("--json", action="store_true", help="escribe el resumen en la salida")


def ejecutar(args: argparse.Namespace) -> int:
    """Play the story. 1 when a step fails, with the step and what its page said; 2 with a folder or a story that cannot be; 3 when
    something was waited for and did not come."""
    carpeta = args.carpeta.absolute()
    if carpeta.exists() and (not carpeta.is_dir() or any(carpeta.iterdir())):
        aviso(f"«{args.carpeta}» no está vacía. Indique una carpeta nueva o vacía.")
        return MAL_USO
    faltan = [str(f) for f in args.entrada if not f.is_file()]
    if faltan:
        aviso(f"No se encuentran estos ficheros: {', '.join(faltan)}")
        return MAL_USO
    with pueblo_de_usar_y_tirar() as escenario:
        # These read models: only now is Django ready
        from consistorio.cli.recorrido.entrega import entregar
        from consistorio.cli.recorrido.historias import HISTORIAS
        from consistorio.cli.recorrido.relato import Relato

        if args.historia not in HISTORIAS:
            aviso(f"No existe la historia «{args.historia}». Hay: {', '.join(sorted(HISTORIAS))}.")
            return MAL_USO
        carpeta.mkdir(parents=True, exist_ok=True)
        relato = Relato(escenario, entradas=tuple(f.absolute() for f in args.entrada), avisar=aviso)
        try:
            HISTORIAS[args.historia](relato)
            resumen = entregar(relato, carpeta, historia=args.historia, conexion=escenario.conexion)
        except PasoFallido as error:
            aviso(f"La historia se ha parado en {error}")
            return codigo_de(error)
    if args.json:
        resultado_json(resumen)
    else:
        expediente = resumen["expediente"]
        numero = expediente["numero"] if isinstance(expediente, dict) else ""
        aviso(f"Expediente {numero}. Todo está en {args.carpeta}.")
    return HECHO


def codigo_de(error: PasoFallido) -> int:
    """How the command ends: a page that says no is a no; what was waited for in vain could not be done."""
    return NO_SE_PUDO if isinstance(error, EsperaAgotada) else NO
