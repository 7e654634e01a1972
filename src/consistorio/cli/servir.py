"""`servir`: the pages, over HTTP, behind the town's TLS proxy."""

import argparse
import os
from pathlib import Path

from django.conf import settings

from consistorio.plataforma.base.ajustes import modulo_de_ajustes
from consistorio.plataforma.base.conexion import asegurar_base
from consistorio.plataforma.base.marca import exigir_base_de_ejemplo

from .analizador import puerto
from .entorno import preparar_django
from .salida import HECHO


def configurar(analizador: argparse.ArgumentParser) -> None:
    """Options."""
    analizador.add_argument("--puerto", type=puerto, default=8000, metavar="N", help="puerto (por defecto, 8000)")
    analizador.add_argument("--direccion", default="127.0.0.1", metavar="IP", help="dirección en la que escucha")
    analizador.add_argument("--socket", type=Path, metavar="F", help="escucha en este socket en vez de en un puerto")
    analizador.add_argument(
        "--consulta", action="store_true", help="una copia que solo se consulta: no se presenta ni se firma nada"
    )
    analizador.add_argument("--procesos", type=int, default=1, metavar="N", help="procesos (por defecto, 1)")
    analizador.add_argument("--hilos", type=int, default=8, metavar="N", help="peticiones a la vez por proceso")


def ejecutar(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM."""
    if args.consulta:
        os.environ["CONSISTORIO_CONSULTA"] = "1"
    asegurar_base()
    os.environ["DJANGO_SETTINGS_MODULE"] = modulo_de_ajustes()  # Django itself is set up in the workers
    if settings.CONSISTORIO_ENTORNO == "produccion":
        preparar_django(produccion=True)  # said here once, and not by each worker again and again
    else:
        exigir_base_de_ejemplo()
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "consistorio.conf.wsgi:application",
        address=args.direccion,
        port=args.puerto,
        uds=args.socket,
        uds_permissions=0o600 if args.socket else None,
        interface=Interfaces.WSGI,
        workers=max(1, args.procesos),
        blocking_threads=max(1, args.hilos),
        respawn_failed_workers=True,
        workers_kill_timeout=20,
        log_access=bool(os.environ.get("CONSISTORIO_BITACORA_ACCESOS")),
    ).serve()
    return HECHO
