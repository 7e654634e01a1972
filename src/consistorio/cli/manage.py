"""`manage`: Django's own commands, with the house's database running."""

import argparse

from .entorno import preparar_django
from .salida import HECHO

SIN_BASE = frozenset({"makemessages", "compilemessages", "collectstatic", "diffsettings", "help"})


def ejecutar(args: argparse.Namespace) -> int:
    """Pass everything on to Django."""
    preparar_django(base=not SIN_BASE.intersection(args.resto[:1]))
    from django.core.management import execute_from_command_line

    execute_from_command_line(["./consistorio manage", *args.resto])
    return HECHO
