"""`actualizar`: bring the database and the static files to this version."""

import argparse

from .entorno import preparar_django
from .salida import HECHO, NO, aviso


def configurar(analizador: argparse.ArgumentParser) -> None:
    """Options."""
    analizador.add_argument("--comprobar", action="store_true", help="solo dice si hace falta (código 1 si hace falta)")


def ejecutar(args: argparse.Namespace) -> int:
    """Migrate and collect. Run `copia` before it in production."""
    preparar_django()
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    ejecutor = MigrationExecutor(connections["default"])
    pendientes = ejecutor.migration_plan(ejecutor.loader.graph.leaf_nodes())
    if args.comprobar:
        aviso(f"Cambios pendientes en la base de datos: {len(pendientes)}.")
        return NO if pendientes else HECHO
    if pendientes:
        aviso(f"Poniendo al día la base de datos ({len(pendientes)} cambios)…")
        call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    aviso("Todo está al día.")
    return HECHO
