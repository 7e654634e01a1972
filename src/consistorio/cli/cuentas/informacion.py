"""`contabilidad informacion`: the quarterly information, as a table."""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from consistorio.cli.salida import HECHO, NO, aviso

INFORMACION = "Escribe en un CSV la información de un trimestre: ejecución, remanente, periodo medio de pago, deuda, estabilidad y regla de gasto"


def configurar(ordenes: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Options."""
    informacion = ordenes.add_parser("informacion", help=INFORMACION, description=INFORMACION)
    informacion.add_argument("--ejercicio", type=int, required=True, metavar="AÑO")
    informacion.add_argument("--trimestre", type=int, required=True, choices=(1, 2, 3, 4))
    informacion.add_argument("--salida", type=Path, required=True, metavar="FICHERO.csv")
    informacion.set_defaults(hacer=_informacion)


def _informacion(args: argparse.Namespace) -> int:
    from consistorio.economia.contabilidad.models import Ejercicio
    from consistorio.economia.informacion.consultas import cuadros, del_trimestre

    if not Ejercicio.objects.filter(anio=args.ejercicio).exists():
        aviso(f"El ejercicio {args.ejercicio} no está en la contabilidad.")
        return NO
    uno = del_trimestre(args.ejercicio, args.trimestre)
    with args.salida.open("w", encoding="utf-8", newline="") as tabla:
        escritor = csv.writer(tabla, delimiter=";")
        escritor.writerow(("cuadro", "concepto", "cifras"))
        for cuadro in cuadros(uno):
            escritor.writerows((cuadro.titulo, *fila) for fila in cuadro.filas)
    print(f"Capacidad o necesidad de financiación: {uno.estabilidad.capacidad}")
    return HECHO
