"""`salud`: does everything work?"""

import argparse

from .entorno import preparar_django
from .salida import HECHO, NO, resultado_json


def configurar(analizador: argparse.ArgumentParser) -> None:
    """Options."""
    analizador.add_argument("--json", action="store_true", help="resultado como un objeto JSON")


def ejecutar(args: argparse.Namespace) -> int:
    """One line a check; exit 1 if something does not work (a warning is no failure)."""
    preparar_django()
    from consistorio.plataforma.supervision.comprobaciones import Estado
    from consistorio.plataforma.supervision.consultas import salud

    hallada = salud()
    if args.json:
        detalle = [
            {"nombre": r.nombre, "estado": r.estado, "detalle": r.detalle, "segundos": r.segundos}
            for r in hallada.comprobaciones
        ]
        resultado_json({"estado": hallada.estado, "comprobaciones": detalle})
    else:
        for r in hallada.comprobaciones:
            print(f"{r.estado.upper():<5}  {r.nombre}: {r.detalle}")
    return NO if hallada.estado is Estado.MAL else HECHO
