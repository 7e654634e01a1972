"""`contabilidad impuestos`: the models that the town declares, as a table, and the register books of VAT."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from consistorio.cli.salida import HECHO, NO, aviso

IMPUESTOS = "Calcula un modelo, o saca un libro registro del IVA, con las operaciones contabilizadas"
MODELO = "Escribe las casillas de un modelo, y las operaciones de las que salen, en un CSV"
LIBRO = "Escribe un libro registro del IVA de un año en un CSV"


def configurar(ordenes: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Options."""
    impuestos = ordenes.add_parser("impuestos", help=IMPUESTOS, description=IMPUESTOS)
    partes = impuestos.add_subparsers(dest="parte", required=True, metavar="QUÉ")
    modelo = partes.add_parser("modelo", help=MODELO, description=MODELO)
    modelo.add_argument("modelo", choices=("111", "115", "180", "190", "303", "347"))
    modelo.add_argument("--ejercicio", type=int, required=True, metavar="AÑO")
    modelo.add_argument("--periodo", default="0A", help="1T a 4T, 01 a 12, o 0A si es anual")
    modelo.add_argument("--salida", type=Path, required=True, metavar="FICHERO.csv")
    modelo.set_defaults(hacer=_modelo)
    libro = partes.add_parser("libro", help=LIBRO, description=LIBRO)
    libro.add_argument("libro", choices=("soportado", "repercutido"))
    libro.add_argument("--ejercicio", type=int, required=True, metavar="AÑO")
    libro.add_argument("--salida", type=Path, required=True, metavar="FICHERO.csv")
    libro.set_defaults(hacer=_libro)


def _modelo(args: argparse.Namespace) -> int:
    from consistorio.economia.tributacion.consultas import calcular
    from consistorio.nucleo.errores import NoEncontrado

    try:
        calculo = calcular(args.modelo, args.ejercicio, args.periodo)
    except NoEncontrado as error:
        aviso(error.mensaje)
        return NO
    filas: list[Sequence[object]] = [("casilla", c.numero, c.nombre, "", "", "", c.valor) for c in calculo.casillas]
    filas += [("detalle", f.operacion, f.que, f.nif, f.nombre, f.base, f.cuota) for f in calculo.filas]
    _escribir(args.salida, ("que", "numero", "concepto", "nif", "nombre", "base", "importe"), filas)
    no_cuadran = [uno for uno in calculo.cuadres if not uno.cuadra]
    for mensaje in [*calculo.avisos, *(f"No coinciden: {uno.que} ({uno.una} y {uno.otra})." for uno in no_cuadran)]:
        print(mensaje)
    return NO if no_cuadran else HECHO


def _libro(args: argparse.Namespace) -> int:
    from consistorio.economia.tributacion.consultas import libro

    anio = args.ejercicio
    filas = [
        (
            uno.numero,
            uno.fecha,
            uno.expedida,
            uno.factura,
            uno.persona.nif,
            uno.persona.nombre_completo,
            uno.sector_id or "",
            uno.base,
            uno.tipo,
            uno.cuota,
            uno.deducible,
        )
        for uno in libro(args.libro, date(anio, 1, 1), date(anio, 12, 31))
    ]
    cabeceras = ("numero", "fecha", "expedicion", "factura", "nif", "nombre", "actividad", "base", "tipo", "cuota")
    _escribir(args.salida, (*cabeceras, "deducible"), filas)
    return HECHO


def _escribir(salida: Path, cabeceras: Sequence[str], filas: Iterable[Sequence[object]]) -> None:
    with salida.open("w", encoding="utf-8", newline="") as tabla:
        escritor = csv.writer(tabla, delimiter=";")
        escritor.writerow(cabeceras)
        escritor.writerows(filas)
