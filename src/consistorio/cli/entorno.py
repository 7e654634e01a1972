"""What a command needs before it can work: settings, database, Django."""

import os

from consistorio.plataforma.base.ajustes import modulo_de_ajustes
from consistorio.plataforma.base.conexion import Conexion, asegurar_base, exigir_respuesta


def preparar_django(*, base: bool = True, produccion: bool = False, cambia_tablas: bool = False) -> Conexion | None:
    """Set Django up; with `base`, have the database running first; with `produccion`, refuse settings that are of no real town.
    `cambia_tablas`: the command acts as the owner of the tables.

    Raises: BaseNoDisponible, NoApto.
    """
    conexion = asegurar_base() if base else None
    os.environ["DJANGO_SETTINGS_MODULE"] = modulo_de_ajustes()
    import django

    django.setup()
    if produccion:
        from consistorio.plataforma.supervision.produccion import exigir_produccion

        exigir_produccion(cambia_tablas=cambia_tablas)
    if conexion is not None:
        exigir_respuesta(conexion)
        from consistorio.plataforma.supervision.produccion import exigir_ejemplo

        exigir_ejemplo()
    return conexion
