"""`trabajador`: one worker process of the queues."""

import argparse
import logging

from .entorno import preparar_django
from .salida import HECHO, NO_SE_PUDO, aviso


def configurar(analizador: argparse.ArgumentParser) -> None:
    """Options."""
    analizador.add_argument("--colas", default="", metavar="A,B", help="solo estas colas (por defecto, todas)")
    analizador.add_argument("--sin", default="", metavar="A,B", help="todas menos estas")
    analizador.add_argument("--concurrencia", type=int, default=1, metavar="N", help="trabajos a la vez (de 1 a 32)")
    analizador.add_argument("--nombre", default="", help="nombre con el que aparece en la bitácora")


def ejecutar(args: argparse.Namespace) -> int:
    """Work until Ctrl-C or SIGTERM. Run as many processes as cores you want to give."""
    preparar_django(produccion=True)
    from django.conf import settings

    if settings.CONSISTORIO_CONSULTA:
        aviso("Una copia de consulta no hace trabajos: enviaría otra vez los correos que la sede tiene pendientes.")
        return NO_SE_PUDO
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    from consistorio.plataforma.cola.trabajador import trabajar
    from consistorio.plataforma.cola.trabajos import colas

    sin = set(_lista(args.sin))
    elegidas = _lista(args.colas) or ([c for c in colas() if c not in sin] or ["general"] if sin else [])
    trabajar(colas=elegidas, concurrencia=max(1, min(args.concurrencia, 32)), nombre=args.nombre)
    return HECHO


def _lista(texto: str) -> list[str]:
    return [parte.strip() for parte in texto.split(",") if parte.strip()]
