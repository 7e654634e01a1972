"""`contabilidad`: the accounts from the command line. To add a part: a module in `cuentas` and a line here."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from .cuentas import ejecutar as ejecucion
from .cuentas import ejercicios, plan, repaso
from .entorno import preparar_django

PARTES = (ejercicios, plan, repaso, ejecucion)


def configurar(analizador: argparse.ArgumentParser) -> None:
    """The subcommands of every part."""
    ordenes = analizador.add_subparsers(dest="que", required=True, metavar="QUÉ")
    for parte in PARTES:
        parte.configurar(ordenes)


def ejecutar(args: argparse.Namespace) -> int:
    """Run the one that was asked for."""
    hacer: Callable[[argparse.Namespace], int] = args.hacer
    preparar_django()
    return hacer(args)
