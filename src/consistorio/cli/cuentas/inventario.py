"""`contabilidad inventario`: the fixed assets from a table, and their depreciation."""

from __future__ import annotations

import argparse
import csv
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from consistorio.cli.salida import HECHO, NO, aviso

if TYPE_CHECKING:
    from consistorio.economia.inventario.acciones import BienNuevo

INVENTARIO = "Da de alta los bienes de una tabla CSV, da uno de baja o amortiza los de un ejercicio"
ALTA = "Da de alta los bienes de una tabla, todos o ninguno"
BAJA = "Da de baja un bien, por su número"
AMORTIZAR = "Anota lo que se ha gastado cada bien en un ejercicio"
COLUMNAS = ("nombre", "cuenta", "valor", "en_servicio", "vida", "residual", "previa")


def configurar(ordenes: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Options."""
    inventario = ordenes.add_parser("inventario", help=INVENTARIO, description=INVENTARIO)
    partes = inventario.add_subparsers(dest="parte", required=True, metavar="QUÉ")
    alta = partes.add_parser("alta", help=ALTA, description=ALTA)
    alta.add_argument("fichero", type=Path, metavar="BIENES.csv", help=f"columnas: {', '.join(COLUMNAS)}")
    alta.set_defaults(hacer=_alta)
    baja = partes.add_parser("baja", help=BAJA, description=BAJA)
    baja.add_argument("numero", type=int, metavar="NÚMERO")
    baja.add_argument("--dia", type=date.fromisoformat, required=True, metavar="AAAA-MM-DD")
    baja.add_argument("--causa", required=True)
    baja.set_defaults(hacer=_baja)
    amortizar = partes.add_parser("amortizar", help=AMORTIZAR, description=AMORTIZAR)
    amortizar.add_argument("--ejercicio", type=int, required=True, metavar="AÑO")
    amortizar.add_argument(
        "--deshacer", metavar="MOTIVO", help="deshace lo amortizado en ese ejercicio, para hacerlo otra vez"
    )
    amortizar.set_defaults(hacer=_amortizar)


def _alta(args: argparse.Namespace) -> int:
    from consistorio.economia.inventario.acciones import dar_de_alta
    from consistorio.economia.inventario.permisos import LLEVAR
    from consistorio.nucleo.actor import Actor
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    with args.fichero.open(encoding="utf-8-sig", newline="") as tabla:
        filas = list(csv.DictReader(tabla, delimiter=";"))
    bienes, problemas = list["BienNuevo"](), list[str]()
    for n, fila in enumerate(filas, 2):
        try:
            bienes.append(_bien(fila))
        except (KeyError, TypeError, ValueError, InvalidOperation) as error:
            problemas.append(f"Fila {n}: no se entiende ({type(error).__name__}: {error}).")
    if problemas:
        aviso("\n".join(["No se ha dado de alta ningún bien.", *problemas]))
        return NO
    altas = dar_de_alta(actor=Actor.sistema("administracion", LLEVAR), bienes=bienes, reloj=reloj_de_la_casa())
    print(f"Bienes {altas[0].numero} a {altas[-1].numero}.")
    return HECHO


def _bien(fila: dict[str, str]) -> BienNuevo:
    from consistorio.economia.inventario.acciones import BienNuevo
    from consistorio.nucleo.tipos import Importe

    return BienNuevo(
        fila["nombre"],
        fila["cuenta"].strip(),
        Importe.de(fila["valor"]).euros,
        date.fromisoformat(fila["en_servicio"].strip()),
        vida=int(fila["vida"]) if fila["vida"].strip() else None,
        residual=Importe.de(fila["residual"]).euros if fila["residual"].strip() else Decimal(0),
        previa=Importe.de(fila["previa"]).euros if fila["previa"].strip() else Decimal(0),
    )


def _baja(args: argparse.Namespace) -> int:
    from consistorio.economia.inventario.acciones import dar_de_baja
    from consistorio.economia.inventario.models import Bien
    from consistorio.economia.inventario.permisos import LLEVAR
    from consistorio.nucleo.actor import Actor
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    bien = Bien.objects.filter(numero=args.numero).first()
    if bien is None:
        aviso(f"No hay ningún bien {args.numero}.")
        return NO
    actor = Actor.sistema("administracion", LLEVAR)
    dar_de_baja(actor=actor, bien_id=bien.id, dia=args.dia, causa=args.causa, reloj=reloj_de_la_casa())
    print(f"El bien {args.numero} está de baja desde el {args.dia:%d/%m/%Y}.")
    return HECHO


def _amortizar(args: argparse.Namespace) -> int:
    from consistorio.economia.inventario.acciones import amortizar, deshacer_amortizacion
    from consistorio.economia.inventario.permisos import LLEVAR
    from consistorio.nucleo.actor import Actor
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    actor = Actor.sistema("administracion", LLEVAR)
    if args.deshacer is not None:
        hechos = deshacer_amortizacion(actor=actor, anio=args.ejercicio, motivo=args.deshacer, reloj=reloj_de_la_casa())
        print(f"Deshecha la amortización de {args.ejercicio}: {len(hechos)} asientos de signo contrario.")
        return HECHO
    asiento = amortizar(actor=actor, anio=args.ejercicio, reloj=reloj_de_la_casa())
    print(f"Amortización de {args.ejercicio}: asiento {asiento.numero}, con {asiento.apuntes} apuntes.")
    return HECHO
