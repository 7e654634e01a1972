"""`contabilidad`: the accounts from the command line. To add a part: a module in `cuentas` and a line here."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from .cuentas import (
    anuales,
    cierre,
    cobros,
    ejercicios,
    importaciones,
    impuestos,
    informacion,
    inventario,
    nominas,
    operaciones,
    plan,
    repaso,
)
from .desechable import base_desechable
from .entorno import preparar_django

PARTES = (
    ejercicios,
    plan,
    repaso,
    operaciones,
    cierre,
    inventario,
    importaciones,
    nominas,
    impuestos,
    informacion,
    cobros,
    anuales,
)


def configurar(analizador: argparse.ArgumentParser) -> None:
    """The subcommands of every part."""
    ordenes = analizador.add_subparsers(dest="que", required=True, metavar="QUÉ")
    for parte in PARTES:
        parte.configurar(ordenes)


def ejecutar(args: argparse.Namespace) -> int:
    """Run the one that was asked for: on the accounts of the town, or on none (`desechable`), when it is a trial."""
    hacer: Callable[[argparse.Namespace], int] = args.hacer
    if getattr(args, "desechable", False):
        with base_desechable():
            return hacer(args)
    preparar_django()
    return hacer(args)
