"""What a command needs before it can work: settings, database, Django."""

import json
import os

from consistorio.plataforma.base.ajustes import modulo_de_ajustes
from consistorio.plataforma.base.carga import sin_buscar_basura
from consistorio.plataforma.base.conexion import Conexion, asegurar_base, exigir_respuesta
from consistorio.plataforma.base.rutas import carpeta_var

from .procesos import PROCESOS, entorno_de

AJUSTES_DEL_EJEMPLO, AJUSTES_DE_PRODUCCION = "consistorio.conf.demo", "consistorio.conf.produccion"


def preparar_django(*, base: bool = True, produccion: bool = False, cambia_tablas: bool = False) -> Conexion | None:
    """Set Django up; with `base`, have the database running first; with `produccion`, refuse settings that are of no real town.
    `cambia_tablas`: the command acts as the owner of the tables.

    Raises: BaseNoDisponible, NoApto.
    """
    conexion = asegurar_base() if base else None
    os.environ["DJANGO_SETTINGS_MODULE"] = modulo_de_ajustes()
    en_produccion = os.environ["DJANGO_SETTINGS_MODULE"] == AJUSTES_DE_PRODUCCION
    if conexion is not None and not en_produccion:
        exigir_respuesta(conexion)  # before the second that it takes to load the house
    if os.environ["DJANGO_SETTINGS_MODULE"] == AJUSTES_DEL_EJEMPLO:
        conocer_a_los_procesos()
    with sin_buscar_basura():
        import django

        django.setup()
    if produccion:
        from consistorio.plataforma.supervision.produccion import exigir_produccion

        exigir_produccion(cambia_tablas=cambia_tablas)
    if conexion is not None:
        if en_produccion:
            exigir_respuesta(conexion)  # once all that is wrong with the settings was said
        from consistorio.plataforma.supervision.produccion import exigir_ejemplo

        exigir_ejemplo()
    return conexion


def conocer_a_los_procesos() -> None:
    """Where the processes of this folder's demo listen: a command in another window (`salud`, `eni importar`) calls the same ones."""
    fichero = carpeta_var() / "demo" / "puertos.json"
    if not fichero.exists():
        return
    puertos = {nombre: int(puerto) for nombre, puerto in json.loads(fichero.read_text("utf-8")).items()}
    for nombre, valor in entorno_de([p for p in PROCESOS if p.nombre in puertos], puertos).items():
        os.environ.setdefault(nombre, valor)
