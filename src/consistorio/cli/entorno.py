"""What a command needs before it can work: settings, database, Django."""

import os

from consistorio.plataforma.base.conexion import Conexion, asegurar_base


def modulo_de_ajustes() -> str:
    """Settings: those of the environment; in production (`CONSISTORIO_PRODUCTO=1`) the product's; else the demo's."""
    producto = os.environ.get("CONSISTORIO_PRODUCTO") == "1"
    return os.environ.get("DJANGO_SETTINGS_MODULE") or f"consistorio.conf.{'produccion' if producto else 'demo'}"


def preparar_django(*, base: bool = True) -> Conexion | None:
    """Set Django up; with `base`, have the database running first.

    Raises: BaseNoDisponible.
    """
    conexion = asegurar_base() if base else None
    os.environ["DJANGO_SETTINGS_MODULE"] = modulo_de_ajustes()
    import django

    django.setup()
    return conexion
