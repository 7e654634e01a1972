"""`actualizar`: bring the database and the static files to this version."""

import argparse
from collections.abc import Collection

from consistorio.plataforma.base.errores import BaseNoDisponible

from .entorno import preparar_django
from .salida import HECHO, NO, aviso, resultado_json


def configurar(analizador: argparse.ArgumentParser) -> None:
    """Options."""
    analizador.add_argument("--comprobar", action="store_true", help="solo dice si hace falta (código 1 si hace falta)")
    analizador.add_argument("--json", action="store_true", help="resultado como un objeto JSON")


def ejecutar(args: argparse.Namespace) -> int:
    """Migrate and collect. Run `copia` before it in production."""
    preparar_django(produccion=True, cambia_tablas=True)
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    from consistorio.nucleo.actor import Actor
    from consistorio.plataforma.base.conexion import conexion_del_propietario
    from consistorio.plataforma.base.villa import alias_actual, en_la_villa
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
    from consistorio.plataforma.supervision.acciones.marcar import marcar_villa
    from consistorio.plataforma.supervision.privilegios import conceder
    from consistorio.plataforma.supervision.produccion import ENTORNO

    # Tables belong to another role than the one that works with them every day
    propio = conexion_del_propietario() is not None
    alias = "propietario" if propio else alias_actual()
    ejecutor = MigrationExecutor(connections[alias])
    exigir_la_misma_historia(ejecutor.loader.applied_migrations, ejecutor.loader.disk_migrations)
    pendientes = ejecutor.migration_plan(ejecutor.loader.graph.leaf_nodes())
    if args.comprobar:
        if args.json:
            resultado_json({"pendientes": len(pendientes)})
        aviso(f"Cambios pendientes en la base de datos: {len(pendientes)}.")
        return NO if pendientes else HECHO
    if pendientes:
        aviso(f"Poniendo al día la base de datos ({len(pendientes)} cambios)…")
        with en_la_villa(alias):
            call_command("migrate", database=alias, verbosity=0, interactive=False)
    if propio:
        conceder(connections[alias_actual()].settings_dict["USER"], alias=alias)
    if settings.CONSISTORIO_ENTORNO == ENTORNO:
        marcar_villa(
            actor=Actor.sistema("instalacion", "sistema.administrar"),
            dir3=settings.CONSISTORIO_ENTIDAD["dir3"],
            reloj=reloj_de_la_casa(),
        )
    call_command("collectstatic", verbosity=0, interactive=False)
    if args.json:
        resultado_json({"pendientes": 0, "hechos": len(pendientes)})
    aviso("Todo está al día.")
    return HECHO


def exigir_la_misma_historia(aplicados: Collection[tuple[str, str]], conocidos: Collection[tuple[str, str]]) -> None:
    """A database with changes that this code does not know was made by other code: nobody can tell what it lacks.

    Raises: BaseNoDisponible.
    """
    conocidas = {app for app, _nombre in conocidos}
    ajenos = sorted(f"{app}.{nombre}" for app, nombre in {*aplicados} - {*conocidos} if app in conocidas)
    if ajenos:
        raise BaseNoDisponible(
            f"La base de datos la hizo otra versión: tiene {len(ajenos)} cambios que esta no conoce ({ajenos[0]}…). "
            "No se ha tocado nada.",
            "Use la versión que la hizo u otra posterior. Si es la de la demostración, hágala de nuevo: ./consistorio demo --borrar",
        )
