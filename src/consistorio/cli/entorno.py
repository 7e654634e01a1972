"""What a command needs before it can work: settings, database, Django."""

import os

from consistorio.plataforma.base.ajustes import modulo_de_ajustes
from consistorio.plataforma.base.conexion import Conexion, asegurar_base


def preparar_django(*, base: bool = True) -> Conexion | None:
    """Set Django up; with `base`, have the database running first.

    Raises: BaseNoDisponible.
    """
    conexion = asegurar_base() if base else None
    os.environ["DJANGO_SETTINGS_MODULE"] = modulo_de_ajustes()
    import django

    django.setup()
    return conexion
