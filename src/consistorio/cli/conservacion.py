"""`conservacion`: for how long the traces of use are kept."""

from __future__ import annotations

import argparse
from datetime import date

from .entorno import preparar_django
from .salida import HECHO, resultado_json


def configurar(analizador: argparse.ArgumentParser) -> None:
    """Options."""
    analizador.add_argument("--fijar", metavar="CODIGO", help="cambia ese plazo")
    analizador.add_argument("--dias", type=int, default=0, metavar="N", help="con --fijar: cuántos días")
    analizador.add_argument(
        "--desde", type=date.fromisoformat, metavar="AAAA-MM-DD", help="con --fijar: desde qué día (por defecto, hoy)"
    )
    analizador.add_argument(
        "--norma", default="", metavar="TEXTO", help="con --fijar: qué norma o acuerdo lo establece"
    )
    analizador.add_argument("--json", action="store_true", help="resultado como un objeto JSON")


def ejecutar(args: argparse.Namespace) -> int:
    """List the terms, with those that are to come; or write a new one."""
    preparar_django()
    from consistorio.nucleo.actor import Actor
    from consistorio.nucleo.reloj import RelojSistema, hoy
    from consistorio.plataforma.auditoria.models import PlazoConservacion
    from consistorio.plataforma.supervision.acciones.conservacion import fijar

    if args.fijar:
        fijar(
            actor=Actor.sistema("administracion", "sistema.administrar"),
            codigo=args.fijar,
            dias=args.dias,
            desde=args.desde or hoy(RelojSistema()),
            norma=args.norma,
            reloj=RelojSistema(),
        )
    filas = list(PlazoConservacion.objects.order_by("codigo", "desde"))
    if args.json:
        resultado_json(
            {"plazos": [{"codigo": f.codigo, "desde": f.desde, "dias": f.dias, "norma": f.norma} for f in filas]}
        )
    else:
        for fila in filas:
            print(f"{fila.codigo:<17} {fila.dias:>6} días  desde {fila.desde:%d/%m/%Y}  {fila.norma}")
    return HECHO
